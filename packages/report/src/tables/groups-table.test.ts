import { resolveSweepSpec, taskCatalogue } from '@yoto/core';
import { expect, it } from 'vitest';
import { tasks } from '../testing/small-report.ts';
import { groupsTable } from './groups-table.ts';

it('has a line for everything that becomes a series: baselines and codecs as well', () => {
  const vae = {
    ...tasks.get('vae'),
    interpolates: true as const,
    codecs: [
      { id: 'pca', label: 'PCA', setting: { name: 'components', min: 1, max: 64, defaults: [2, 8, 32] } },
    ],
  };
  const spec = resolveSweepSpec(
    {
      name: 'all kinds',
      task: { id: 'vae' },
      defaults: { seeds: [0, 1], evaluation: { examples: 2048 } },
      groups: [
        { kind: 'yoto', name: 'YOTO', distribution: { kl: { kind: 'log-uniform', min: 1, max: 64 } } },
        { kind: 'fixed', name: 'grid', lambdas: { kl: [1, 4, 16] }, interpolation: true },
        { kind: 'fixed', name: 'plain', lambdas: { kl: [1, 4] } },
        { kind: 'codec', name: 'by hand', codec: 'pca' },
      ],
    },
    taskCatalogue([vae]),
  );
  const { columns, rows } = groupsTable(spec);
  for (const row of rows) expect(row).toHaveLength(columns.length);
  expect(rows.map(([name, kind, lambdas, , seeds]) => [name, kind, lambdas, seeds])).toEqual([
    ['YOTO', 'yoto', 'kl log-uniform 1 to 64', '0, 1'],
    ['grid', 'fixed', '3 fixed', '0, 1'],
    ['interpolation of grid', 'interpolation', 'mixtures of the extreme models at 3', '0, 1'],
    ['plain', 'fixed', '2 fixed', '0, 1'],
    ['by hand', 'codec', 'pca at 2, 8, 32', '–'],
  ]);
  expect(rows.map((row) => row.at(-1))).toEqual(Array.from({ length: 5 }, () => '2,048'));
});
