import { expect, it } from 'vitest';
import { worker } from '../../testing/workers.ts';
import { hasWords, isGone } from './filter-workers.ts';
import { workerVerbs } from './worker-actions.tsx';

const job = {
  id: 'j',
  sweepId: 's',
  sweepName: 'Kodak, small',
  group: 'g',
  step: 1,
  steps: 2,
  stepsPerSecond: null,
};

it.each([
  ['', true],
  ['GPU lab', true],
  ['site=north', true],
  ['kodak', true],
  ['gpu south', false],
])('looks for every word in all that a worker says: %j', (words, found) => {
  const one = worker({ name: 'gpu-1', host: 'lab', labels: { site: 'north' }, runningJobs: [job] });
  expect(hasWords(one, words)).toBe(found);
});

it('lost and stopped workers are gone', () => {
  const gone = (['idle', 'draining', 'lost', 'stopped'] as const).filter((status) => isGone({ status }));
  expect(gone).toEqual(['lost', 'stopped']);
});

it('offers what makes sense: to drain, then to hand over what runs, and to undo it', () => {
  const draining = { status: 'draining', drainingAt: '2026-01-01T00:00:00Z' } as const;
  expect(workerVerbs(worker({}))).toEqual(['drain']);
  expect(workerVerbs(worker({ ...draining, runningJobs: [job] }))).toEqual(['hand-over', 'undrain']);
  expect(workerVerbs(worker({ ...draining, handsOver: true, runningJobs: [job] }))).toEqual(['undrain']);
  expect(workerVerbs(worker({ ...draining, status: 'drained' }))).toEqual(['undrain']);
  expect(workerVerbs(worker({ status: 'lost' }))).toEqual([]);
});
