/** Everything that a sweep left behind, in a form in which two runs of it can be compared. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type AttemptOutcome, JOB_LOG, type JobState } from '@yoto/core';
import type { Stack } from '../stack/stack.ts';

export interface AttemptEvidence {
  number: number;
  outcome: AttemptOutcome | null;
  resumedFromStep: number | null;
  /** How long it held its worker; for one without an end, until now. */
  seconds: number;
}

export interface JobEvidence {
  /** Position in the plan: the same job in two runs. */
  index: number;
  state: JobState;
  step: number;
  attempts: AttemptEvidence[];
  /** `name @step` to its value. */
  metrics: Map<string, string>;
  /** `lambda @step` to losses, metrics and examples as JSON. */
  evaluations: Map<string, string>;
  /** What is left of it: `checkpoint @step` (the last) and artifacts but the log, to the sha256 of the file itself. */
  files: Map<string, string>;
}

export async function readEvidence(stack: Stack, sweepId: string): Promise<JobEvidence[]> {
  const { rows } = stack;
  const jobs = await rows.query<{ id: string; index: number; state: JobState; step: number }>(
    'select id, index, state, step from jobs where sweep_id = $1 order by index',
    [sweepId],
  );
  return Promise.all(
    jobs.map(async ({ id, ...job }) => ({
      ...job,
      attempts: await rows.query<AttemptEvidence>(ATTEMPTS, [id]),
      metrics: await readMap(stack, METRICS, id),
      evaluations: await readMap(stack, EVALUATIONS, id),
      files: await readFiles(stack, id),
    })),
  );
}

const ATTEMPTS = `
  select number, outcome, resumed_from_step as "resumedFromStep",
    extract(epoch from coalesce(finished_at, now()) - started_at)::float8 as seconds
  from attempts where job_id = $1 order by number`;
/** Text of a float8 is exact: two values are equal when their texts are. */
/** But for what of the machine was used, which is never twice the same. */
const METRICS = `
  select name || ' @' || step as key, coalesce(value::text, 'null') as value from metric_points
  where job_id = $1 and name not like 'use/%'`;
const EVALUATIONS = `
  select place_key || ' @' || step as key, jsonb_build_object(
    'lambda', lambda, 'setting', setting, 'losses', losses, 'metrics', metrics, 'examples', examples)::text as value
  from evaluation_points where job_id = $1`;
/** The last checkpoint by step holds the final weights. */
const FILES = `
  select * from (
    select 'checkpoint @' || step as name, key from checkpoints where job_id = $1 order by step desc limit 1
  ) newest
  union all select 'artifact ' || name, key from artifacts where job_id = $1 and name <> '${JOB_LOG}'`;

async function readMap({ rows }: Stack, sql: string, jobId: string): Promise<Map<string, string>> {
  const pairs = await rows.query<{ key: string; value: string }>(sql, [jobId]);
  return new Map(pairs.map(({ key, value }) => [key, value]));
}

/** Reads the files rather than trusting the rows. */
async function readFiles({ rows, artifactsDir }: Stack, jobId: string): Promise<Map<string, string>> {
  const files = await rows.query<{ name: string; key: string }>(FILES, [jobId]);
  const hashed = files.map(async ({ name, key }): Promise<[string, string]> => {
    try {
      const content = await readFile(path.join(artifactsDir, key));
      return [name, createHash('sha256').update(content).digest('hex')];
    } catch (error) {
      return [name, `unreadable: ${(error as Error).message}`];
    }
  });
  return new Map(await Promise.all(hashed));
}
