import type { Lambda } from '@yoto/core';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { markup } from '../testing/render.ts';
import type { ModelPictures, ShownSheet } from './gallery.ts';
import { gridParameters, pictureGrid } from './picture-grid.ts';
import { PictureGridView } from './picture-grid-view.tsx';

const sheet = (model: string, lambda: Lambda | null): ShownSheet => ({
  ...{ name: lambda ? 'stylised' : 'contents', label: lambda ? 'Stylised' : 'Contents', lambda },
  ...{ artifact: 'a.png', tileWidth: 32, tileHeight: 16, gap: 1, columns: 2, count: 3 },
  url: `/${model}/${lambda?.content},${lambda?.style}`,
});
const model = (name: string, kind: ModelPictures['kind'], lambdas: [number, number][]): ModelPictures => ({
  name,
  kind,
  sheets: [
    sheet(name, null),
    ...lambdas.map(([content, style]) => sheet(name, { content, style, power: 2 })),
  ],
});
const models = [
  model('grid', 'fixed', [[20, 1]].concat([[2, 1]]) as [number, number][]),
  model('YOTO', 'yoto', [
    [2, 1],
    [20, 1],
    [0.2, 1],
    [2, 10],
    [20, 10],
  ]),
];
const defaultLambda = { content: 2, style: 1 };
const urls = (along: string, base?: Lambda) => {
  const { values, rows } = pictureGrid(models, 'stylised', { along, defaultLambda, ...(base && { base }) });
  return { values, rows: rows.map(({ model, cells }) => [model, cells.map((cell) => cell?.url)]) };
};

describe('the picture grid', () => {
  it('has YOTO above fixed models, a column per value, and gaps where a model has no picture', () => {
    expect(urls('content')).toEqual({
      values: [0.2, 2, 20],
      rows: [
        ['YOTO', ['/YOTO/0.2,1', '/YOTO/2,1', '/YOTO/20,1']],
        ['grid', [undefined, '/grid/2,1', '/grid/20,1']],
      ],
    });
  });

  it('holds the other weights where they are asked to be, else at the task’s default', () => {
    expect(urls('style').rows).toEqual([
      ['YOTO', ['/YOTO/2,1', '/YOTO/2,10']],
      ['grid', ['/grid/2,1', undefined]],
    ]);
    expect(urls('content', { style: 10 })).toEqual({
      values: [2, 20],
      rows: [['YOTO', ['/YOTO/2,10', '/YOTO/20,10']]],
    });
  });

  it('can go along every weight that varies among the pictures', () => {
    expect(gridParameters(models, 'stylised')).toEqual(['content', 'style']);
  });

  it('is one table per picture, each cut out of its sheet, with the data’s own beside it', () => {
    const grid = pictureGrid(models, 'stylised', { along: 'content', defaultLambda });
    const html = markup(createElement(PictureGridView, { grid, data: [sheet('YOTO', null)] }));
    expect(html.match(/<table/g)).toHaveLength(3);
    expect(html).toContain('alt="Contents, picture 3"');
    expect(html).toContain('alt="Stylised, picture 3, of YOTO at content 0.2"');
    // The third of two columns: 17 pixels down, in shares of the tile.
    expect(html).toContain('style="width:203.125%;left:0%;top:-106.25%"');
    expect(html).toContain('style 1');
  });
});
