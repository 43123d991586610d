/** Writing the jobs of a new sweep: up to 5,000, each with a self-contained spec that may list 500 lambdas. */
import { createHash } from 'node:crypto';
import { type JobSpec, jobSources, jobSteps, requirementOf, requirementText } from '@yoto/core';
import type { Prisma } from './generated/prisma/client.ts';
import { statement } from './statement.ts';
import type { PlannedJobRow } from './storage.ts';

/** Few enough for a statement to end long before its timeout, however long their specs are. */
const JOBS_PER_STATEMENT = 250;

/** Within `transaction`; gives the rows in the order of `jobs`. */
export async function insertJobs(
  transaction: Prisma.TransactionClient,
  sweepId: string,
  jobs: readonly JobSpec[],
): Promise<PlannedJobRow[]> {
  await insertRequirements(transaction, jobs);
  const rows: PlannedJobRow[] = [];
  for (let from = 0; from < jobs.length; from += JOBS_PER_STATEMENT) {
    const some = jobs.slice(from, from + JOBS_PER_STATEMENT);
    const { shared, own } = sharedParts(some);
    const inserted = await transaction.$queryRawUnsafe<{ id: string; index: number }[]>(
      INSERT_JOBS,
      sweepId,
      from,
      JSON.stringify(shared),
      JSON.stringify(own),
    );
    const idOf = new Map(inserted.map(({ id, index }) => [index, id]));
    for (const [position, spec] of some.entries()) {
      rows.push({ id: idOf.get(from + position)!, spec, state: 'queued', attempt: 0, notBefore: null });
    }
  }
  return rows;
}

/** Each that is new, once. */
async function insertRequirements(
  transaction: Prisma.TransactionClient,
  jobs: readonly JobSpec[],
): Promise<void> {
  const contents = new Map(jobs.map((job) => [requirementKey(job), requirementOf(job)]));
  const rows = [...contents].map(([key, content]) => ({ key, content }));
  await transaction.$executeRawUnsafe(INSERT_REQUIREMENTS, JSON.stringify(rows));
}

/** By which claims look a job up: equal for jobs that need the same. */
export const requirementKey = (job: JobSpec): string =>
  createHash('sha256')
    .update(requirementText(requirementOf(job)))
    .digest('hex');

const INSERT_REQUIREMENTS = statement(`
  insert into requirements (key, content)
  select key, content from json_to_recordset($1::json) as r(key text, content jsonb)
  on conflict (key) do nothing`);

interface OwnPart {
  like: number;
  requirement: string;
  steps: number;
  sources: number[];
  spec: Partial<JobSpec>;
}

/** The jobs of a group and kind share most of their spec, which is sent once: the database puts the parts together. */
function sharedParts(jobs: readonly JobSpec[]): { shared: JobSpec[]; own: OwnPart[] } {
  const shared: JobSpec[] = [];
  const own = jobs.map((job): OwnPart => {
    let like = shared.findIndex((other) => other.group === job.group && other.kind === job.kind);
    if (like < 0) like = shared.push(job) - 1;
    const fields = Object.entries(job).filter(
      ([key, value]) => shared[like]![key as keyof JobSpec] !== value,
    );
    return {
      like,
      requirement: requirementKey(job),
      steps: jobSteps(job),
      sources: jobSources(job),
      spec: Object.fromEntries(fields),
    };
  });
  return { shared, own };
}

const INSERT_JOBS = statement(`
  insert into jobs (id, sweep_id, index, spec, priority, steps, sources, requirement_key)
  select gen_random_uuid(), $1::uuid, $2::int + position - 1, spec, (spec ->> 'priority')::int, (own ->> 'steps')::int,
    array(select jsonb_array_elements_text(own -> 'sources')::int), own ->> 'requirement'
  from (
    select position, own, ($3::jsonb -> (own ->> 'like')::int) || (own -> 'spec') as spec
    from jsonb_array_elements($4::jsonb) with ordinality as planned(own, position)
  ) as jobs_planned
  returning id, index`);
