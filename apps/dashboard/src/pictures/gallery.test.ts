import type { Lambda } from '@yoto/core';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { markup } from '../testing/render.ts';
import { dataSheets, galleryRows, type ModelPictures, type ShownSheet, sectionsOf } from './gallery.ts';
import { PictureGallery } from './picture-gallery.tsx';

const sheet = (name: string, lambda: Lambda | null, url = `/${name}`): ShownSheet => ({
  name,
  label: name,
  lambda,
  artifact: `pictures/${name}.png`,
  tileWidth: 32,
  tileHeight: 32,
  gap: 1,
  columns: 8,
  count: 8,
  url,
});
const model = (name: string, kind: ModelPictures['kind'], kls: number[]): ModelPictures => ({
  name,
  kind,
  sheets: [sheet('inputs', null), ...kls.map((kl) => sheet('samples', { kl }, `/${name}/${kl}`))],
});
const rowsOf = (models: ModelPictures[]) =>
  galleryRows(models, 'samples').map(({ lambda, cells }) => [lambda.kl, cells.map((cell) => cell.sheet.url)]);

describe('the gallery', () => {
  it("has a row for each of the YOTO models' lambdas, with the fixed model that is nearest by ratio", () => {
    const models = [model('grid', 'fixed', [1, 100]), model('yoto', 'yoto', [40, 2, 8])];
    expect(rowsOf(models)).toEqual([
      [2, ['/grid/1', '/yoto/2']],
      [8, ['/grid/1', '/yoto/8']],
      [40, ['/grid/100', '/yoto/40']],
    ]);
  });

  it("has the fixed models' lambdas where there is no YOTO model, each once", () => {
    expect(rowsOf([model('a', 'fixed', [4, 1]), model('b', 'fixed', [1])])).toEqual([
      [1, ['/a/1', '/b/1']],
      [4, ['/a/4', '/b/1']],
    ]);
  });

  it('tells sections that depend on lambda from the data, which is there once', () => {
    const models = [model('a', 'yoto', [1]), model('b', 'yoto', [1])];
    expect(sectionsOf(models)).toEqual([{ name: 'samples', label: 'samples' }]);
    expect(dataSheets(models)).toHaveLength(1);
  });

  it('says in words what each picture is, and which lambda a model shows instead', () => {
    const models = [model('grid', 'fixed', [1]), model('yoto', 'yoto', [2])];
    const html = markup(createElement(PictureGallery, { models, section: 'samples' }));
    expect([...html.matchAll(/alt="([^"]*)"/g)].map(([, alt]) => alt)).toEqual([
      'inputs: 8 pictures',
      'samples of grid at kl 1: 8 pictures',
      'samples of yoto at kl 2: 8 pictures',
    ]);
    expect(html).toMatch(/grid<span class="hint"> \(its nearest: (<!-- -->)?kl 1/);
    expect(html.match(/loading="lazy"/g)).toHaveLength(3);
    expect(html).toContain('width="263" height="32"');
  });
});
