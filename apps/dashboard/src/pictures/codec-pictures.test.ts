import { createElement } from 'react';
import { expect, it } from 'vitest';
import { examplesOf } from '../examples/example-series.ts';
import { shownValues } from '../examples/shown-values.ts';
import { files, jobs, task } from '../testing/examples.ts';
import { markup } from '../testing/render.ts';
import { codecCells } from './codec-pictures.ts';
import { CodecTiles } from './codec-tiles.tsx';
import type { ShownSheet } from './gallery.ts';

const examples = examplesOf(jobs, files);
const [rate] = shownValues(task);
/** Two tiles; there are pictures of the first example alone, 40 × 20. */
const sheet: ShownSheet = {
  ...{ name: 'reconstructions', label: 'Reconstructions', lambda: { distortion: 10 }, artifact: 'a.png' },
  ...{ tileWidth: 20, tileHeight: 20, gap: 1, columns: 2, count: 2, url: '/a.png' },
};
const cells = (distortion: number, of = sheet) =>
  codecCells(examples, { lambda: { distortion }, sheet: of, rate: rate! });

it('a codec stands beside a model at the setting whose rate is nearest, with both rates', () => {
  expect(cells(10)).toMatchObject([
    {
      name: 'JPEG',
      pictures: [{ index: 0, jobId: 'j', setting: 'quality 50' }],
      text: 'quality 50; Rate (bits per pixel) 0.45, YOTO 0.5',
    },
  ]);
  expect(cells(1)[0]?.text).toBe('quality 10; Rate (bits per pixel) 0.2, YOTO 0.1');
});

it('shows the same middle of the picture as the tile beside it', () => {
  const shown = markup(createElement(CodecTiles, { cell: cells(10)[0]!, sheet }));
  expect(shown).toContain('width:200%;left:-50%;top:0%');
  expect(shown).toContain('alt="Reconstructions, picture 1, by JPEG at quality 50"');
});

it('there is none where pictures are smaller than the tiles, or without a model to be beside', () => {
  expect(cells(10, { ...sheet, tileHeight: 30 })).toEqual([]);
  const alone = examplesOf(jobs.slice(-1), files);
  expect(codecCells(alone, { lambda: { distortion: 10 }, sheet, rate: rate! })).toEqual([]);
});
