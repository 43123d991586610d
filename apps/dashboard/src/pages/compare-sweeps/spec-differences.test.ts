import { expect, it } from 'vitest';
import { specDifferences } from './spec-differences.ts';

it('names every value that is not the same in all specs, and nothing else', () => {
  const spec = (steps: number, groups: object[], more = {}) => ({
    ...{ name: `with ${steps} steps`, task: { id: 'beta-vae' }, defaults: { steps, seeds: [0, 1] }, groups },
    ...more,
  });
  const yoto = { name: 'YOTO', kind: 'yoto', distribution: { kl: { min: 1, max: 8 } } };
  const grid = { name: 'grid', kind: 'fixed', lambdas: [{ kl: 1 }, { kl: 8 }] };
  expect(
    specDifferences([
      spec(100, [yoto, grid]),
      spec(200, [grid, { ...yoto, distribution: { kl: { min: 1, max: 9 } } }], { description: 'other' }),
      spec(100, [yoto]),
    ]),
  ).toEqual([
    { path: 'defaults.steps', values: ['100', '200', '100'] },
    { path: 'groups.YOTO.distribution.kl.max', values: ['8', '9', '8'] },
    { path: 'groups.grid.kind', values: ['fixed', 'fixed', undefined] },
    { path: 'groups.grid.lambdas', values: ['[{"kl":1},{"kl":8}]', '[{"kl":1},{"kl":8}]', undefined] },
  ]);
  expect(specDifferences([spec(1, [yoto]), spec(1, [yoto])])).toEqual([]);
});
