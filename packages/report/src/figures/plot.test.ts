import { describe, expect, it } from 'vitest';
import { type Plot, plotSvg } from './plot.ts';
import { seriesStyle } from './series-style.ts';

const plot = (points: Plot['series'][number]['points'], name = 'one'): Plot => ({
  description: 'y against x',
  x: { title: 'x' },
  y: { title: 'y' },
  series: [{ name, style: seriesStyle('yoto', 0), points, line: true, markers: true, intervals: 'whiskers' }],
});

describe('plotSvg', () => {
  it('keeps everything within its frame, intervals included', () => {
    const svg = plotSvg(
      plot([
        { x: 1, y: 1, xInterval: { low: 0.001, high: 3 }, yInterval: { low: -50, high: 2 } },
        { x: 1000, y: 3 },
      ]),
    );
    const [, width = 0, height = 0] = svg.match(/viewBox="0 0 (\d+) (\d+)"/)?.map(Number) ?? [];
    const xs = [...svg.matchAll(/ (?:x|x1|x2|cx)="([-\d.]+)"/g)].map(([, x]) => Number(x));
    const ys = [...svg.matchAll(/ (?:y|y1|y2|cy)="([-\d.]+)"/g)].map(([, y]) => Number(y));
    expect(xs.length).toBeGreaterThan(10);
    for (const x of xs) expect(x >= 0 && x <= width).toBe(true);
    for (const y of ys) expect(y >= 0 && y <= height).toBe(true);
    expect(svg).toContain('x, log scale');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('gives legends that do not fit more lines, and long names an end', () => {
    const [one] = plot([{ x: 1, y: 1 }], 'n'.repeat(200)).series;
    if (!one) throw new Error('no series');
    const few = plotSvg({ ...plot([]), series: [one] });
    const many = plotSvg({ ...plot([]), series: Array.from({ length: 9 }, () => one) });
    const heightOf = (svg: string) => Number(svg.match(/viewBox="0 0 \d+ (\d+)"/)?.[1]);
    expect(heightOf(many) - heightOf(few)).toBe(8 * 18);
    expect(few).toContain(`${'n'.repeat(60)}…`);
  });
});
