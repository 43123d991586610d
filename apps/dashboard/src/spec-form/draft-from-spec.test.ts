import { describe, expect, it } from 'vitest';
import { resolved } from '../testing/tasks.ts';
import { checkDraft } from './check-draft.ts';
import { draftFromSpec } from './draft-from-spec.ts';

const task = { id: 'vae' };
const fixed = { kind: 'fixed', name: 'grid', lambdas: { kl: { powers: { base: 2, from: 0, to: 3 } } } };
const yoto = { kind: 'yoto', name: 'YOTO' };

describe('draftFromSpec', () => {
  it.each([
    ['a plain comparison', { name: 's', task, groups: [fixed, yoto] }],
    [
      'settings of the sweep and of groups',
      {
        name: 's',
        description: 'two\nlines',
        task: { id: 'vae', params: { latents: 3 } },
        dataset: { id: 'small', params: { heldOut: 0.4 } },
        defaults: { steps: 50, seeds: [1, 2], evaluation: { examples: 12 }, labels: { for: 'test' } },
        groups: [
          fixed,
          { ...yoto, widthMultiplier: 1.5, conditioning: 'concat', evaluation: { everySteps: 7 } },
        ],
      },
    ],
    [
      'lambdas of its own to evaluate at',
      { name: 's', task, groups: [fixed, { ...yoto, evaluation: { lambdas: { kl: [3, 5] } } }] },
    ],
    ['an interpolation', { name: 's', task, groups: [{ ...fixed, interpolation: true }, yoto] }],
    [
      'mixtures between the lambdas of the models',
      {
        name: 's',
        task,
        groups: [{ ...fixed, interpolation: true, evaluation: { lambdas: { kl: [1, 1.5] } } }],
      },
    ],
    ['mirrored draws', { name: 's', task, groups: [{ ...yoto, draws: 'antithetic' }] }],
    ['mixed weights', { name: 's', task, groups: [{ ...fixed, interpolation: 'weights' }] }],
    ['a chain', { name: 's', task, groups: [{ ...fixed, chain: 0.25 }] }],
    ['a start from another group', { name: 's', task, groups: [fixed, { ...yoto, startsFrom: fixed.name }] }],
    ['YOTO alone', { name: 's', task, groups: [yoto] }],
    [
      'lambdas that no grid gives',
      {
        name: 's',
        task: { id: 'style' },
        groups: [
          {
            kind: 'fixed',
            name: 'grid',
            lambdas: [
              { content: 1, style: 2 },
              { content: 2, style: 3 },
            ],
          },
        ],
      },
    ],
    [
      'a grid whose single model is chosen',
      { name: 's', task, groups: [{ ...fixed, singleModel: { kl: 4 } }, yoto] },
    ],
    [
      'codecs beside trained groups',
      {
        name: 's',
        task: { id: 'style' },
        defaults: { steps: 70, seeds: [3, 4], evaluation: { examples: 12, everySteps: 7 } },
        groups: [
          { kind: 'codec', name: 'JPEG', codec: 'jpeg' },
          { kind: 'fixed', name: 'grid', lambdas: [{ content: 1, style: 2 }] },
          {
            kind: 'codec',
            name: 'JPEG again',
            codec: 'jpeg',
            settings: [5],
            labels: { for: 'test' },
            evaluation: { examples: 3 },
          },
        ],
      },
    ],
  ])('of %s resolves to the same spec again', (_, written) => {
    const spec = resolved(written);
    const draft = draftFromSpec(spec);
    expect(checkDraft(draft)).toEqual([]);
    expect(resolved(draft)).toEqual(spec);
  });

  it('writes shared settings once, and leaves out what follows from them', () => {
    const draft = draftFromSpec(
      resolved({ name: 's', task, defaults: { seeds: [4] }, groups: [fixed, yoto] }),
    );
    expect(draft.defaults).toMatchObject({ steps: 1000, seeds: [4] });
    expect(draft.groups).toEqual([
      { kind: 'fixed', name: 'grid', lambdas: { kl: [1, 2, 4, 8] } },
      expect.objectContaining({ kind: 'yoto', name: 'YOTO' }),
    ]);
    expect(draft.groups[1]).not.toHaveProperty('evaluation');
    expect(draft.groups[1]).not.toHaveProperty('steps');
  });

  it('lets a codec say no more than which one it is', () => {
    const groups = [
      { kind: 'fixed', name: 'grid', lambdas: [{ content: 1, style: 2 }] },
      { kind: 'codec', name: 'JPEG', codec: 'jpeg' },
    ];
    const draft = draftFromSpec(resolved({ name: 's', task: { id: 'style' }, groups }));
    expect(draft.defaults).toHaveProperty('steps');
    expect(draft.groups[1]).toEqual({
      kind: 'codec',
      name: 'JPEG',
      codec: 'jpeg',
      settings: [10, 50],
    });
  });
});
