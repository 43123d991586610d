import type { Client } from '@yoto/client';
import { AppError, type JobSummary, SHORTEST_ID_PREFIX } from '@yoto/core';
import { z } from 'zod';
import { candidates, MOST_CANDIDATES } from './candidates.ts';
import { findSweep } from './find-sweep.ts';
import { jobName } from './snapshot.ts';

/** What a command acts on. */
export type Target = { sweepId: string } | { jobId: string };

/**
 * The one sweep or job that a person names: `target` is a sweep's id, the beginning of one or its name, or else a job's
 * id or the beginning of one; `job` names a job and nothing else. Never the newest sweep by accident. Throws
 * `invalid_input`, `not_found`.
 */
export async function findTarget(
  client: Client,
  { target, job }: { target: string | undefined; job: string | undefined },
): Promise<Target> {
  if (target !== undefined && job !== undefined) throw badChoice('Two things were named');
  if (job !== undefined) return { jobId: await findJob(client, job) };
  if (target === undefined) throw badChoice('Nothing was named');
  const sweepId = await found(existingSweep(client, target));
  if (sweepId !== undefined) return { sweepId };
  const jobId = await found(existingJob(client, target));
  if (jobId !== undefined) return { jobId };
  throw new AppError('not_found', `There is no sweep or job with the name or id "${target}"`, {
    details: { fix: '`yoto sweeps` lists the sweeps, and `yoto watch SWEEP --json` the ids of its jobs' },
  });
}

/**
 * The id of a job, given whole or as its beginning, among all jobs of the server. Throws `not_found`, or `invalid_input`
 * where several fit.
 */
export async function findJob(client: Client, reference: string): Promise<string> {
  if (z.uuid().safeParse(reference).success) return reference;
  const fitting = await jobsBeginningWith(client, reference);
  if (fitting.length > 1) {
    const names = candidates(fitting.map((job) => `${job.id} (${jobName(job, fitting)})`));
    throw new AppError('invalid_input', `"${reference}" may mean several jobs: ${names}`, {
      details: { fix: 'give more of the id' },
    });
  }
  if (fitting[0]) return fitting[0].id;
  throw new AppError('not_found', `There is no job with the id "${reference}"`, {
    details: { fix: '`yoto watch SWEEP --json` shows the ids of the jobs of a sweep' },
  });
}

/** One more than can be named. What cannot be the beginning of an id is of no job. */
async function jobsBeginningWith(client: Client, idPrefix: string): Promise<JobSummary[]> {
  if (idPrefix.length < SHORTEST_ID_PREFIX || !/^[0-9a-f-]{1,36}$/i.test(idPrefix)) return [];
  return (await client.listJobs({ query: { idPrefix, limit: MOST_CANDIDATES + 1 } })).items;
}

/** A whole id may be of the one or of the other: only the server knows. */
async function existingSweep(client: Client, reference: string): Promise<string> {
  const id = await findSweep(client, reference);
  return (await client.getSweep({ params: { id } })).id;
}

async function existingJob(client: Client, reference: string): Promise<string> {
  const id = await findJob(client, reference);
  return (await client.getJob({ params: { id } })).id;
}

async function found(search: Promise<string>): Promise<string | undefined> {
  try {
    return await search;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}

const badChoice = (message: string) =>
  new AppError('invalid_input', message, {
    details: { fix: 'name a sweep, or one job with --job ID' },
  });
