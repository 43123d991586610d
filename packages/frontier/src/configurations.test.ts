import type { ComparisonPoint, ComparisonSeries, Lambda } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { configurationsOf } from './configurations.ts';

const DEFAULT: Lambda = { content: 2, 'style-1': 0.001, 'style-2': 0.01 };
const varying = Object.keys(DEFAULT);
const seriesAt = (...lambdas: Lambda[]): ComparisonSeries =>
  ({ points: lambdas.map((lambda) => ({ at: { lambda } })) }) as unknown as ComparisonSeries;
const named = (series: ComparisonSeries[], numberOf: (point: ComparisonPoint) => number | null = () => 1) =>
  configurationsOf({ series, varying }, numberOf, DEFAULT).list.map(({ differences }) =>
    differences.join(', '),
  );

/** The default with one weight times each factor (paper, figure 6a). */
const oneAtATime = varying.flatMap((name) =>
  [10, 0.1].map((factor) => ({ ...DEFAULT, [name]: (DEFAULT[name] ?? 0) * factor })),
);

describe('the configurations of a sweep', () => {
  it('that changes one weight at a time are in the order of the weights, and named by their factors', () => {
    expect(named([seriesAt(...oneAtATime, DEFAULT)])).toEqual([
      ...['', 'content ÷10', 'content ×10', 'style-1 ÷10', 'style-1 ×10', 'style-2 ÷10', 'style-2 ×10'],
    ]);
  });

  it('have values where a factor would be no whole number', () => {
    expect(named([seriesAt(DEFAULT, { ...DEFAULT, content: 3 }, { ...DEFAULT, content: 0 })])).toEqual([
      ...['', 'content 0', 'content 3'],
    ]);
  });

  it('of a grid are in the order of the parameters, with every value that differs', () => {
    const both = { ...DEFAULT, content: 20, 'style-1': 0.01 };
    expect(named([seriesAt(both, DEFAULT, { ...DEFAULT, content: 20 })])).toEqual([
      ...['', 'content 20', 'content 20, style-1 0.01'],
    ]);
  });

  it('are those that some series has a number for, each once; codecs have no lambda', () => {
    const codec = { points: [{ at: { setting: { quality: 50 } } }] } as unknown as ComparisonSeries;
    const other = { ...DEFAULT, content: 20 };
    const all = [seriesAt(DEFAULT, other), seriesAt(DEFAULT), codec];
    expect(named(all)).toEqual(['', 'content ×10']);
    expect(named(all, ({ at }) => ('lambda' in at && at.lambda.content === 20 ? 1 : null))).toEqual(['']);
  });

  it('have the task’s default as the base where it was measured, else the most frequent value', () => {
    const lambdas = [1, 1, 4].map(
      (content, index): Lambda => ({ content, 'style-1': 0.001, 'style-2': index }),
    );
    const { base } = configurationsOf({ series: [seriesAt(...lambdas)], varying }, () => 1, DEFAULT);
    expect(base).toEqual({ content: 1, 'style-1': 0.001, 'style-2': 0 });
  });
});
