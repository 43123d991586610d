import { describe, expect, it } from 'vitest';
import { planned, power, resolved, style, vae } from '../testing/tasks.ts';
import { draftAsJson } from './check-draft.ts';
import { codecGroup, fixedGroup, initialDraft, onDataset, yotoGroup } from './initial-draft.ts';

describe('initialDraft', () => {
  it('is a comparison that a server accepts as it stands', () => {
    const plan = planned(draftAsJson(initialDraft(vae)));
    expect(plan.groups).toEqual([
      { name: 'fixed grid', kind: 'fixed', jobs: 6, steps: 6000 },
      { name: 'YOTO', kind: 'yoto', jobs: 1, steps: 1000 },
    ]);
  });

  it('uses powers of two where they fit the range, else log-spaced values that reach its ends', () => {
    const lambdas = (datasetId: string) => {
      const [fixed] = resolved(initialDraft(vae, datasetId)).groups;
      return fixed?.kind === 'fixed' ? fixed.lambdas.map(({ kl }) => kl) : [];
    };
    expect(lambdas('small')).toEqual([0.5, 2, 8, 32, 128, 512]);
    expect(lambdas('large')).toHaveLength(5);
    expect(lambdas('large')).toEqual(expect.arrayContaining([0.3, 70]));
  });

  it('takes fewer steps than a data set suggests for final results', () => {
    expect(initialDraft(vae, 'small').defaults).toEqual({});
    expect(initialDraft(vae, 'large').defaults.steps).toBeLessThan(10_000);
  });

  it('with several weights varies the first alone, and has a distribution for each', () => {
    const spec = resolved(initialDraft(style));
    const [fixed, yoto] = spec.groups;
    const lambdas = fixed?.kind === 'fixed' ? fixed.lambdas : [];
    expect(new Set(lambdas.map(({ style }) => style))).toEqual(new Set([2]));
    expect(yoto?.kind === 'yoto' && yoto.distribution.style).toEqual({ kind: 'uniform', min: 1, max: 4 });
  });
});

it('holds loss parameters at their default in grids, and draws them over their range', () => {
  const draft = initialDraft(power);
  expect(draft.groups).toMatchObject([
    { kind: 'fixed', lambdas: { style: [3], power: [2] } },
    { kind: 'yoto', distribution: { power: { kind: 'uniform', min: 1.5, max: 3 } } },
  ]);
  const [fixed] = resolved(draft).groups;
  const powers = fixed?.kind === 'fixed' ? fixed.lambdas.map((lambda) => lambda.power) : [];
  expect(new Set(powers)).toEqual(new Set([2]));
});

describe('onDataset', () => {
  it('moves what is still suggested to the new range, and keeps what was edited', () => {
    const draft = initialDraft(vae, 'small');
    const moved = onDataset(draft, vae, 'large');
    expect(moved).toMatchObject({ name: 'vae on large', dataset: { id: 'large', params: {} } });
    expect(moved.groups).toEqual(initialDraft(vae, 'large').groups);

    const [fixed, yoto] = draft.groups;
    const edited = { ...draft, name: 'mine', groups: [{ ...fixed!, lambdas: { kl: [1, 2] } }, yoto!] };
    const kept = onDataset(edited as typeof draft, vae, 'large');
    expect(kept.name).toBe('mine');
    expect(kept.groups[0]).toMatchObject({ lambdas: { kl: [1, 2] } });
  });

  it('forgets parameters of the other data set, which this one may not know', () => {
    const draft = { ...initialDraft(vae), dataset: { id: 'small', params: { heldOut: 0.5 } } };
    expect(() => resolved(onDataset(draft, vae, 'large'))).not.toThrow();
  });
});

it('gives new groups names of their own', () => {
  const [dataset] = vae.datasets;
  const first = yotoGroup(vae, dataset!, []);
  const second = yotoGroup(vae, dataset!, [first]);
  const third = yotoGroup(vae, dataset!, [first, second]);
  expect([first, second, third].map(({ name }) => name)).toEqual(['YOTO', 'YOTO 2', 'YOTO 3']);
  expect(fixedGroup(vae, dataset!, []).name).toBe('fixed grid');
});

it('adds the codecs that a task has', () => {
  expect(codecGroup(vae, [])).toBeUndefined();
  const first = codecGroup(style, []);
  expect(first).toEqual({ kind: 'codec', name: 'JPEG', codec: 'jpeg' });
  expect(codecGroup(style, first ? [first] : [])).toMatchObject({ name: 'JPEG 2', codec: 'jpeg' });
});
