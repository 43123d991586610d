import { expect, test } from 'vitest';
import { choosePictures, type ModelSheet, type PictureLines } from './choose-pictures.ts';

const sheets = (model: string, label: string, kls: (number | null)[]): ModelSheet<string>[] =>
  kls.map((kl) => ({ model, label, lambda: kl === null ? null : { kl }, artifact: `${model} ${kl}` }));
const shown = (all: ModelSheet<string>[]) => choosePictures(all).map(({ artifact }) => artifact);

test('section by section, the data first, then every lambda in order of size with all its models', () => {
  const all = [
    ...sheets('YOTO', 'Inputs', [null]),
    ...sheets('YOTO', 'Samples', [4, 1]),
    ...sheets('grid', 'Samples', [1, 4]),
    ...sheets('YOTO', 'Traversals', [1]),
  ];
  expect(shown(all)).toEqual(['YOTO null', 'YOTO 1', 'grid 1', 'YOTO 4', 'grid 4', 'YOTO 1']);
  expect(choosePictures(all).slice(0, 2)).toEqual([
    { artifact: 'YOTO null', section: 'Inputs', caption: 'Inputs' },
    {
      artifact: 'YOTO 1',
      section: 'Samples',
      caption: 'Samples of YOTO at kl 1',
      place: { model: 'YOTO', lambda: 'kl 1', at: { kl: 1 } },
    },
  ]);
});

test('of many lambdas eight: those that most models show, others at even distances', () => {
  const grid = Array.from({ length: 13 }, (_, i) => 2 ** i);
  const some = [1, 4, 8, 32, 128, 512, 1024, 4096];
  const both = [...sheets('grid', 'Samples', grid), ...sheets('YOTO', 'Samples', some)];
  expect(shown(both)).toEqual(some.flatMap((kl) => [`grid ${kl}`, `YOTO ${kl}`]));
  const few = [...sheets('grid', 'Samples', grid), ...sheets('YOTO', 'Samples', [2])];
  const rows = shown(few).filter((name) => name.startsWith('grid'));
  expect(rows).toHaveLength(8);
  expect(rows).toEqual(expect.arrayContaining(['grid 1', 'grid 2', 'grid 4096']));
});

test('of several weights those that differ from the usual lambda in one of them, or those on the slice', () => {
  const lambdas = [1, 2, 3].flatMap((content) => [1, 2, 3].map((style) => ({ content, style })));
  const all = lambdas.map((lambda) => ({
    ...{ model: 'YOTO', label: 'Stylised', lambda },
    artifact: `${lambda.content}${lambda.style}`,
  }));
  const chosen = (lines?: PictureLines) => choosePictures(all, lines).map(({ artifact }) => artifact);
  expect(chosen({ defaultLambda: { content: 2, style: 2 } })).toEqual(['12', '21', '22', '23', '32']);
  expect(chosen({ slice: { along: 'style', base: { content: 3 }, lambdas: 3 } })).toEqual(['31', '32', '33']);
});

test('nothing of nothing', () => {
  expect(choosePictures([])).toEqual([]);
});
