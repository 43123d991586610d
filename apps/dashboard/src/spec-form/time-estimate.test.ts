import { expect, it } from 'vitest';
import { resolved, vae } from '../testing/tasks.ts';
import { initialDraft } from './initial-draft.ts';
import { timedSweeps, timeEstimate } from './time-estimate.ts';

const draft = initialDraft(vae);
const spec = resolved(draft);
const sweep = { id: '1', name: 'before', datasetId: 'small', doneSteps: 200, deviceSeconds: 100, spec };
const job = { group: 'a', kind: 'fixed' as const, seed: 0, lambda: null, steps: 1000 };
const plan = { spec, jobs: [job, job, { ...job, steps: 500 }] };

it.each([
  ['width', { defaults: { widthMultiplier: 2 } }],
  ['parameters', { task: { id: 'vae', params: { latents: 3 } } }],
])('goes by the newest sweep of the same %s, else by the newest', (_, changes) => {
  const other = { ...sweep, id: '2', name: 'other', spec: resolved({ ...draft, ...changes }) };
  expect(timeEstimate(plan, [other, sweep], 1)).toEqual({
    wallSeconds: 1250,
    deviceSeconds: 1250,
    secondsPerStep: 0.5,
    basis: { id: '1', name: 'before' },
    isAlike: true,
  });
  expect(timeEstimate(plan, [other], 1)).toMatchObject({ basis: { id: '2' }, isAlike: false });
  expect(timeEstimate(plan, [], 1)).toBeUndefined();
});

it('spreads jobs over the slots that are there', () => {
  expect(timeEstimate(plan, [sweep], 2)?.wallSeconds).toBe(750);
  expect(timeEstimate(plan, [sweep], 9)?.wallSeconds).toBe(500);
  expect(timeEstimate(plan, [sweep], 0)?.wallSeconds).toBe(1250);
});

it('leaves out sweeps on other data, and those too short to tell', () => {
  const short = { ...sweep, doneSteps: 5 };
  expect(timedSweeps([{ ...sweep, datasetId: 'large' }, short, sweep], 'small')).toEqual([sweep]);
});
