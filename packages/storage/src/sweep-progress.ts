/** How far sweeps are, what they have cost and what time they still need: asked for all sweeps of a page at once. */
import { JobState, type Requirement, type SweepLabels, type SweepSpec } from '@yoto/core';
import type { Database } from './database.ts';
import { ATTEMPT_SECONDS } from './device-use.ts';
import type { Sweep } from './generated/prisma/client.ts';
import { lastActivitySql } from './list-sweeps.ts';
import { statement } from './statement.ts';
import type { SweepRow } from './storage.ts';

/** Sums are float8 because a large sweep has more steps than an int4 holds. */
const PROGRESS = statement(`
  select sweep_id as "sweepId", state, count(*)::int as jobs, max(priority) as priority,
    sum(steps)::float8 as total, sum(least(step, steps))::float8 as done,
    max(steps - least(step, steps))::float8 as "longestLeft"
  from jobs where sweep_id = any($1::uuid[]) group by sweep_id, state`);

interface StateProgress {
  sweepId: string;
  state: JobState;
  jobs: number;
  priority: number;
  total: number;
  done: number;
  longestLeft: number;
}

const QUEUED = statement(`
  select j.sweep_id as "sweepId", r.content as requirement, count(*)::int as jobs
  from jobs j join requirements r on r.key = j.requirement_key
  where j.sweep_id = any($1::uuid[]) and j.state = 'queued'
  group by j.sweep_id, r.key order by r.key`);

/** Old enough to cover a few short jobs, young enough to be about the workers that are there now. */
const RECENT = `interval '15 minutes'`;

/** `recent`: attempts that run and have gone a step, or that completed lately; until their last sign of life. */
const USE = statement(`
  select j.sweep_id as "sweepId", ${ATTEMPT_SECONDS} as "deviceSeconds",
    sum(recent.steps) as "recentSteps", sum(recent.seconds) as "recentSeconds"
  from jobs j join attempts a on a.job_id = j.id
  left join lateral (
    select (least(j.step, j.steps) - coalesce(a.resumed_from_step, 0))::float8 as steps,
      extract(epoch from coalesce(a.finished_at, j.heartbeat_at) - a.started_at)::float8 as seconds
    where a.number = j.attempt and j.step > coalesce(a.resumed_from_step, 0)
      and (j.state = 'running' or (a.outcome = 'completed' and a.finished_at > now() - ${RECENT}))
  ) as recent on true
  where j.sweep_id = any($1::uuid[])
  group by j.sweep_id`);

interface Use {
  sweepId: string;
  deviceSeconds: number;
  /** Null where no attempt is recent. */
  recentSteps: number | null;
  recentSeconds: number | null;
}

const ACTIVITY = statement(`
  select s.id as "sweepId", ${lastActivitySql('s')} as at from sweeps s where s.id = any($1::uuid[])`);

/** Adds what jobs, attempts and events say of all sweeps of a list, with one statement each. */
export async function withProgress({ query }: Database, sweeps: readonly Sweep[]): Promise<SweepRow[]> {
  const ids = [sweeps.map((sweep) => sweep.id)];
  const [progress, queued, uses, activity] = await Promise.all([
    query<StateProgress>(PROGRESS, ids),
    query<{ sweepId: string; requirement: Requirement; jobs: number }>(QUEUED, ids),
    query<Use>(USE, ids),
    query<{ sweepId: string; at: Date }>(ACTIVITY, ids),
  ]);
  return sweeps.map(({ servedAt: _servedAt, ...sweep }) => {
    const of = <T extends { sweepId: string }>(rows: readonly T[]) =>
      rows.filter((one) => one.sweepId === sweep.id);
    const states = of(progress);
    const [use] = of(uses);
    const [active] = of(activity);
    return {
      ...sweep,
      spec: sweep.spec as unknown as SweepSpec,
      labels: sweep.labels as SweepLabels,
      ...progressOf(states),
      queued: of(queued).map(({ requirement, jobs }) => ({ requirement, jobs })),
      deviceSeconds: use?.deviceSeconds ?? 0,
      secondsLeft: secondsLeft(states, use),
      lastActivityAt: active?.at ?? sweep.createdAt,
    };
  });
}

const UNENDED: readonly JobState[] = ['queued', 'running', 'pausing', 'paused'];

function progressOf(states: readonly StateProgress[]) {
  const inState = (state: JobState) => states.find((one) => one.state === state);
  const byState = <T>(value: (found: StateProgress | undefined) => T) =>
    Object.fromEntries(JobState.options.map((state) => [state, value(inState(state))])) as Record<
      JobState,
      T
    >;
  const priorities = states.filter(({ state }) => UNENDED.includes(state)).map(({ priority }) => priority);
  return {
    jobCounts: byState((found) => found?.jobs ?? 0),
    stepsByState: byState((found) => ({ done: found?.done ?? 0, total: found?.total ?? 0 })),
    totalSteps: states.reduce((sum, { total }) => sum + total, 0),
    doneSteps: states.reduce((sum, { done }) => sum + done, 0),
    priority: priorities.length > 0 ? Math.max(...priorities) : null,
  };
}

/**
 * Seconds until the running and queued jobs of a sweep are through; null where nothing runs or no speed is known. The
 * speed is that of one slot: steps per second of the attempts that run now, or that completed within the last 15
 * minutes. As many slots as run now share the steps that are left, and the longest job that runs has only one.
 * Evaluations count with the steps beside them; paused jobs wait for a person and do not count.
 */
function secondsLeft(states: readonly StateProgress[], use: Use | undefined): number | null {
  const running = states.find(({ state }) => state === 'running');
  if (!running || !use?.recentSteps || !use.recentSeconds) return null;
  const left = states
    .filter(({ state }) => state === 'running' || state === 'queued')
    .reduce((sum, { total, done }) => sum + total - done, 0);
  const secondsPerStep = use.recentSeconds / use.recentSteps;
  return secondsPerStep * Math.max(left / running.jobs, running.longestLeft);
}
