import { describe, expect, it } from 'vitest';
import { comparison } from '../../../testing/comparisons.ts';
import { type BdChoice, bdMatrix, type MatrixCell } from './bd-matrix.ts';
import { factsOf, lineOf, meaningOf } from './bd-words.ts';

const two = comparison();
const rate: BdChoice = { method: 'pchip', measure: 'rate' };

function cellOf(of = two, choice = rate, test = 'YOTO', anchor = 'grid'): MatrixCell {
  const { names, rows } = bdMatrix(of, choice);
  const cell = rows.find((row) => row.test === test)?.cells[names.indexOf(anchor)];
  if (!cell) throw new Error(`${test} is not compared with ${anchor}`);
  return cell;
}

describe('the matrix of Bjontegaard differences', () => {
  it('has a row and a column for every series with a curve, nothing on the diagonal, and says what is left out', () => {
    const { names, rows, incomparable } = bdMatrix(two, rate);
    expect(names).toEqual(['grid', 'YOTO']);
    expect(rows.map(({ test, cells }) => [test, cells.map((cell) => cell?.anchor)])).toEqual([
      ['grid', [undefined, 'YOTO']],
      ['YOTO', ['grid', undefined]],
    ]);
    expect(incomparable).toEqual([
      expect.stringMatching(/^single model against grid: pchip needs 2 points/),
      expect.stringMatching(/^single model against YOTO: /),
    ]);
  });

  it('tells better from worse by the axis that the difference is of', () => {
    expect(cellOf()).toMatchObject({ tone: 'worse', text: expect.stringMatching(/^\+\d/) });
    expect(cellOf(two, rate, 'grid', 'YOTO')).toMatchObject({
      tone: 'better',
      text: expect.stringMatching(/^−\d/),
    });
    // Reconstruction is better when lower: more of it is worse.
    expect(cellOf(two, { method: 'akima', measure: 'metric' })).toMatchObject({ tone: 'worse' });
    const higher = { ...two, axes: { ...two.axes, y: { ...two.axes.y, better: 'higher' as const } } };
    expect(cellOf(higher, { method: 'akima', measure: 'metric' })).toMatchObject({ tone: 'better' });
    expect(cellOf(higher)).toMatchObject({ tone: 'worse' });
  });

  it('gives a factor and its reciprocal the same strength of colour', () => {
    const there = cellOf().strength;
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(1);
    expect(cellOf(two, rate, 'grid', 'YOTO').strength).toBeCloseTo(there, 8);
    expect(cellOf(two, { method: 'pchip', measure: 'metric' }).strength).toBe(1);
  });

  it('is empty before anything is measured', () => {
    expect(bdMatrix(comparison({ measured: false }), rate)).toEqual({
      names: [],
      rows: [],
      incomparable: [],
    });
  });
});

describe('a pair in words', () => {
  it('says what the number means, with the other interpolations, the overlap and the points', () => {
    const cell = cellOf();
    expect(meaningOf(cell, two.axes, 'rate')).toMatch(
      /^[\d.]+ % more KL divergence at equal Reconstruction, /,
    );
    const back = cellOf(two, rate, 'grid', 'YOTO');
    expect(meaningOf(back, two.axes, 'rate')).toMatch(/^[\d.]+ % less KL divergence at equal/);
    const facts = new Map(factsOf(cell, two.axes, 'rate').map(({ label, text }) => [label, text]));
    expect(facts.get('PCHIP')).toMatch(/^\+[\d.]+ \[\+[\d.]+, \+[\d.]+\] %$/);
    expect(facts.get('Others')).toMatch(/^Akima \+[\d.]+ %, Cubic \+[\d.]+ %$/);
    expect(facts.get('Overlap')).toMatch(/^\d+ % of the Reconstruction that both span \([\d.]+ to [\d.]+/);
    expect(facts.get('Points')).toBe('4 of YOTO, 4 of grid');
    expect(facts.has('Interval')).toBe(false);
  });

  it('says what is wrong with a number, and why there is none', () => {
    const narrow = comparison({ yotoLambdas: [4, 16] });
    expect(lineOf(cellOf(narrow), narrow.axes, 'rate')).toMatch(
      /^YOTO against grid: .* Overlap \d+ %\. Warning: the curves share \d+ % of their range, less than 75 %/,
    );
    const cubic = cellOf(narrow, { method: 'cubic', measure: 'rate' });
    expect(cubic).toMatchObject({ text: '–', tone: 'none', strength: 0 });
    expect(meaningOf(cubic, narrow.axes, 'rate')).toMatch(/^Cubic needs 4 points/);
    const one = comparison({ seeds: [0] });
    expect(factsOf(cellOf(one), one.axes, 'rate')).toContainEqual({
      label: 'Interval',
      text: 'one seed: no interval can be estimated',
    });
  });
});
