/** How much longer a sweep takes, from the steps that its workers have done since it began. */
import { isTerminal } from '@yoto/core';
import type { SweepSnapshot } from './snapshot.ts';

/** Below this share of the steps the rate is that of starting up. */
const LEAST_SHARE = 0.01;

/**
 * Seconds until the last job ends, if steps go on at their mean rate since the first job was started; jobs that failed
 * or were cancelled are done. Undefined where nothing runs, or too little is done to tell. Evaluations count with the
 * steps beside them, and so do pauses.
 */
export function secondsLeft({ jobs }: SweepSnapshot, nowMs: number): number | undefined {
  if (!jobs.some((job) => job.state === 'running')) return undefined;
  const starts = jobs.flatMap(({ startedAt }) => (startedAt === null ? [] : [Date.parse(startedAt)]));
  const done = jobs.reduce((sum, job) => sum + Math.min(job.step, job.steps), 0);
  const left = jobs.reduce(
    (sum, job) => sum + (isTerminal(job.state) ? 0 : Math.max(0, job.steps - job.step)),
    0,
  );
  const spentSeconds = (nowMs - Math.min(...starts)) / 1000;
  if (left === 0 || done < LEAST_SHARE * (done + left) || !(spentSeconds > 0)) return undefined;
  return (left * spentSeconds) / done;
}
