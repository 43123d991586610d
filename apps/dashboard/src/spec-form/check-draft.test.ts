import { AppError } from '@yoto/core';
import { expect, it } from 'vitest';
import { vae } from '../testing/tasks.ts';
import { checkDraft, issuesOfError } from './check-draft.ts';
import { initialDraft } from './initial-draft.ts';

const draft = initialDraft(vae);

it('finds nothing wrong with a good draft', () => {
  expect(checkDraft(draft)).toEqual([]);
});

it('names the field and says in plain words what it must be', () => {
  const broken = {
    ...draft,
    name: ' ',
    defaults: { steps: Number.NaN, batchSize: 0, seeds: [1, 1], learningRate: 1.5e9 },
    groups: [
      { kind: 'fixed', name: 'a', lambdas: { kl: { logSpaced: { min: 5, max: 1, count: 3 } } } },
      { kind: 'fixed', name: 'b', lambdas: { kl: [1, Number.NaN] } },
      { kind: 'yoto', name: 'c', distribution: { kl: { kind: 'uniform', min: Number.NaN, max: 2 } } },
    ],
  };
  expect(checkDraft(broken)).toEqual(
    expect.arrayContaining([
      { path: 'name', message: 'give it a name' },
      { path: 'defaults.steps', message: 'must be a number' },
      { path: 'defaults.batchSize', message: 'must be at least 1' },
      { path: 'defaults.seeds', message: 'seed 1 is listed twice: keep it once' },
      { path: 'defaults.learningRate', message: 'must be at most 10' },
      { path: 'groups.0.lambdas.kl.logSpaced.min', message: 'min must be smaller than max' },
      { path: 'groups.1.lambdas.kl.1', message: 'must be a number' },
      { path: 'groups.2.distribution.kl.min', message: 'must be a number' },
    ]),
  );
});

it("takes the server's word for the rest", () => {
  const issues = [{ path: 'groups.0.name', message: 'rename one' }];
  expect(issuesOfError(new AppError('invalid_input', 'm', { issues }))).toEqual(issues);
  expect(issuesOfError(new AppError('invalid_input', 'too many jobs'))).toEqual([
    { path: '', message: 'too many jobs' },
  ]);
  expect(issuesOfError(new AppError('conflict', 'm'))).toEqual([]);
});
