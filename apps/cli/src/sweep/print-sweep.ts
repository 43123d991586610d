import type { SweepDetail } from '@yoto/core';
import { countsText } from './snapshot.ts';

/** A sweep after a change: its name and how many of its jobs are in which state. */
export function printSweep(sweep: SweepDetail, json: boolean): void {
  console.log(json ? JSON.stringify(sweep, undefined, 2) : `${sweep.name}: ${countsText(sweep.jobCounts)}`);
}
