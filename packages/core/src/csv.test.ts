import { expect, test } from 'vitest';
import { formatCsv } from './csv.ts';

/** The one cell of a row, as it was written. */
const written = (cell: string | number | null) => formatCsv(['h'], [[cell]]).slice('h\n'.length);

test('what has commas, quotes or line ends is quoted, and null is empty', () => {
  const rows = [
    ['x,"y"', 1.5],
    ['two\nlines', null],
  ];
  expect(formatCsv(['a', 'b'], rows)).toBe('a,b\n"x,""y""",1.5\n"two\nlines",');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '＋1', '－1', '＠A1', '﹣1'])(
  'the text %j is no formula in a spreadsheet',
  (text) => {
    expect(written(text)).toBe(`'${text}`);
    expect(formatCsv([text], [])).toBe(`'${text}`);
  },
);

test('signs of formulas are found before quotes are added', () => {
  expect(written('\r=1')).toBe(`"'\r=1"`);
  expect(written('=HYPERLINK("http://x","y")')).toBe(`"'=HYPERLINK(""http://x"",""y"")"`);
});

test('numbers and other text stay as they are', () => {
  expect([-1.5, 1e-7, 0].map(written)).toEqual(['-1.5', '1e-7', '0']);
  expect(['a=b', 'wide-1', "'quoted", ''].map(written)).toEqual(['a=b', 'wide-1', "'quoted", '']);
});
