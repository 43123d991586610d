import { isTerminal, type JobState, type SweepDetail } from '@yoto/core';
import { countsText } from './snapshot.ts';

interface PrintSweepOptions {
  json: boolean;
  /** What was asked for, if it does nothing to jobs that have ended: then it says so. */
  asked?: 'pause' | 'resume';
}

/** A sweep after a change: its name and how many of its jobs are in which state. */
export function printSweep(sweep: SweepDetail, { json, asked }: PrintSweepOptions): void {
  if (json) {
    console.log(JSON.stringify(sweep, undefined, 2));
    return;
  }
  const states = Object.entries(sweep.jobCounts) as [JobState, number][];
  const hasEnded = states.every(([state, count]) => count === 0 || isTerminal(state));
  const nothing = asked && hasEnded ? `nothing to ${asked}, ` : '';
  console.log(`${sweep.name}: ${nothing}${countsText(sweep.jobCounts)}`);
}
