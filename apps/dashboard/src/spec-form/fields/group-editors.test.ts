import { lambdaVariables } from '@yoto/core';
import { createElement } from 'react';
import { expect, it } from 'vitest';
import { markup } from '../../testing/render.ts';
import { power } from '../../testing/tasks.ts';
import { type GroupDraft, withGroup } from '../spec-draft.ts';
import { suggestedDistributions, suggestedGrids } from '../suggested-lambdas.ts';
import { DistributionEditor } from './distribution-editor.tsx';
import { LambdaGridEditor } from './lambda-grid-editor.tsx';
import { StartFields } from './start-fields.tsx';

const [dataset] = power.datasets;
const common = { path: 'groups.0', variables: lambdaVariables(power), onChange: () => undefined };
const titles = (text: string) => [...text.matchAll(/<legend>([^<]*)<\/legend>/g)].map(([, title]) => title);
const VARIABLES = ['Weight of Content', 'Weight of Style', 'Power'];

it('draws every weight and loss parameter', () => {
  const suggested = suggestedDistributions(power, dataset!);
  const text = markup(createElement(DistributionEditor, { ...common, value: {}, suggested }));
  expect(titles(text)).toEqual(VARIABLES);
  expect(text).toMatch(/id="[^"]*power[^"]*min"[^>]*value="1.5"/);
});

it('has a grid for each, and a column in a list of lambdas', () => {
  const grids = suggestedGrids(power, dataset!);
  expect(titles(markup(createElement(LambdaGridEditor, { ...common, value: grids })))).toEqual(
    expect.arrayContaining(VARIABLES),
  );
  const list = markup(
    createElement(LambdaGridEditor, { ...common, value: [{ content: 1, style: 1, power: 3 }] }),
  );
  expect(list).toMatch(/aria-label="Power, lambda 1"[^>]*value="3"/);
});

const grid: GroupDraft = { kind: 'fixed', name: 'grid', lambdas: { content: [1, 2] } };
const started: GroupDraft = { kind: 'yoto', name: 'YOTO', startsFrom: 'grid' };

it('offers the groups that models can start from', () => {
  const groups = [grid, started, { kind: 'codec', name: 'JPEG', codec: 'jpeg' } as const];
  const offered = (group: typeof grid | typeof started) =>
    [
      ...markup(createElement(StartFields, { ...common, group, groups })).matchAll(
        /<option value="([^"]*)"/g,
      ),
    ].map(([, value]) => value);
  expect(offered(started)).toEqual(['', 'grid']);
  expect(offered(grid)).toEqual([]);
});

it('keeps the start of a group when the other is renamed', () => {
  expect(withGroup([grid, started], 0, { ...grid, name: 'fine grid' })).toEqual([
    { ...grid, name: 'fine grid' },
    { ...started, startsFrom: 'fine grid' },
  ]);
  expect(withGroup([grid, started], 1, { ...started, name: 'y' })[1]).toEqual({ ...started, name: 'y' });
});
