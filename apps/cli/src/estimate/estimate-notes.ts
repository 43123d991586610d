/** What an estimate could not measure, and what its times depend on, in words. */
import { availableParallelism, hostname, loadavg } from 'node:os';
import type { WorkerDetail } from '@yoto/core';
import type { Calibration } from './calibrate.ts';
import type { JobKindGroup } from './job-kinds.ts';

type Kinds = readonly JobKindGroup[];

/** The results are those of the kinds, in their order. */
export function estimateNotes(
  calibration: Calibration,
  kinds: Kinds,
  connected: readonly WorkerDetail[],
): string[] {
  const problems = problemNotes(calibration.results, kinds);
  if (calibration.results.every((result) => 'problem' in result)) return problems;
  return [
    ...problems,
    ...waitNotes(calibration, kinds),
    ...workerNotes(connected, calibration),
    ...loadNotes(),
  ];
}

export const isOnThisMachine = ({ host }: WorkerDetail) => host === hostname();

/** Each reason once, with all the groups that it keeps from being measured. */
export function problemNotes(results: Calibration['results'], kinds: Kinds): string[] {
  const groups = new Map<string, string[]>();
  for (const [index, result] of results.entries()) {
    if (!('problem' in result)) continue;
    groups.set(result.problem, [...(groups.get(result.problem) ?? []), groupsOf(kinds[index])]);
  }
  return [...groups].map(([problem, names]) => `Not measured (${names.join(', ')}): ${problem}`);
}

function waitNotes({ results }: Calibration, kinds: Kinds): string[] {
  const waiting = kinds.filter((_kind, index) => {
    const result = results[index];
    return result && 'timing' in result && !result.timing.isSettled;
  });
  if (waiting.length === 0) return [];
  return [
    `Steps waited for data (${waiting.map(groupsOf).join(', ')}): where its caches still filled, the later ones are quicker.`,
  ];
}

const groupsOf = (kind: Kinds[number] | undefined): string =>
  [...new Set(kind?.jobs.map(({ group }) => group))].join(', ');

function workerNotes(workers: readonly WorkerDetail[], { engine }: Calibration): string[] {
  const notes: string[] = [];
  const others = workers.filter((worker) => worker.engine !== engine.name || worker.device !== engine.device);
  if (others.length > 0) {
    const theirs = [...new Set(others.map((worker) => `${worker.engine} on ${worker.device}`))].join('; ');
    notes.push(`Workers that compute with something else (${theirs}) will be quicker or slower.`);
  }
  const busy = workers.filter(isOnThisMachine).reduce((sum, worker) => sum + worker.runningJobIds.length, 0);
  if (busy > 0) {
    notes.push(
      `${busy} job${busy === 1 ? '' : 's'} trained on this machine meanwhile, which made the measured steps slower.`,
    );
  }
  return notes;
}

/** The measuring itself is one or two of the load; Windows says 0. */
function loadNotes(): string[] {
  const cores = availableParallelism();
  const [load = 0] = loadavg();
  if (load <= 1.5 * cores) return [];
  return [
    `This machine is busy (load ${load.toFixed(1)} on ${cores} cores): alone it would be quicker than measured.`,
  ];
}
