/** Which workers the page shows. Pure. */
import type { WorkerDetail } from '@yoto/core';

const GONE: ReadonlySet<WorkerDetail['status']> = new Set(['lost', 'stopped']);

/** A worker that gives no sign of life: of interest only to those who look for it. */
export const isGone = ({ status }: Pick<WorkerDetail, 'status'>): boolean => GONE.has(status);

/** Whether every word is found in what the worker says of itself: name, host, engine, device, tasks, labels, its jobs' sweeps. */
export function hasWords(worker: WorkerDetail, words: string): boolean {
  const { name, host, id, engine, device, version, status, tasks, labels, runningJobs } = worker;
  const said = [
    ...[name, host, id, engine, device, version, status],
    ...(tasks ?? []).map((task) => task.id),
    ...Object.entries(labels).map((pair) => pair.join('=')),
    ...runningJobs.map(({ sweepName }) => sweepName),
  ]
    .join('\n')
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}
