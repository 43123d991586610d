/** Which operation answers which route; a declared route without one does not compile. */
import type { Routes } from '@yoto/core';
import { collectGarbage } from './collect-garbage.ts';
import { compareSweeps } from './compare-sweeps.ts';
import { getSweepComparison } from './get-sweep-comparison.ts';
import { getSweepPictures } from './get-sweep-pictures.ts';
import * as jobs from './jobs.ts';
import { listSweeps } from './list-sweeps.ts';
import type { Operation } from './operation.ts';
import * as server from './server.ts';
import * as sweepChanges from './sweep-changes.ts';
import * as sweeps from './sweeps.ts';
import * as tasks from './tasks.ts';
import * as workers from './workers.ts';

export const operations: { [K in keyof Routes]: Operation<K> } = {
  ...sweeps,
  ...sweepChanges,
  ...jobs,
  ...tasks,
  ...workers,
  ...server,
  listSweeps,
  getSweepComparison,
  getSweepPictures,
  compareSweeps,
  collectGarbage,
};
