import { createElement, type FunctionComponent } from 'react';
import { expect, it } from 'vitest';
import { comparison, estimate } from '../../../testing/comparisons.ts';
import { markup, rowsOf } from '../../../testing/render.ts';
import { BdPart } from './bd-part.tsx';
import { BehaviourPart } from './behaviour-part.tsx';
import { CostPart } from './cost-part.tsx';
import { BreakEvenStatements, Warnings } from './findings.tsx';
import { HypervolumePart } from './hypervolume-part.tsx';
import { RegretPart } from './regret-part.tsx';

type Part = FunctionComponent<{
  comparison: ReturnType<typeof comparison>;
  colours: ReadonlyMap<string, string>;
}>;
const part = (component: Part, of: ReturnType<typeof comparison>) =>
  createElement(component, { comparison: of, colours: new Map() });
const counts = { queued: 0, running: 0, pausing: 0, paused: 0, completed: 10, failed: 0, cancelled: 0 };

it('shows regrets with their intervals, and each lambda on demand', () => {
  const two = comparison();
  const rows = rowsOf(part(RegretPart, two));
  // Both losses are above by 0.5 and by 1: at lambda 1 by 1 and 2 in all, at 64 by 32.5 and 65.
  expect(rows).toContainEqual(expect.stringMatching(/^YOTO 0, 1 \(paired\) \+16\.7 ?\[\+11\.1, \+22\.3\]/));
  expect(rows).toContainEqual(expect.stringMatching(/\+48\.8 ?\[\+32\.5, \+65\].* kl 64$/));
  expect(rows).toContainEqual(expect.stringMatching(/^kl 1 \+1\.5 \[\+1, \+2\]/));
});

it('says why one seed has no interval, once, and marks where', () => {
  const one = part(RegretPart, comparison({ seeds: [0] }));
  expect(rowsOf(one)).toContainEqual(expect.stringMatching(/^YOTO seed 0 \+/));
  const text = markup(one);
  expect(text.match(/One seed: no interval can be estimated\./g)).toHaveLength(1);
  expect(text).toMatch(/see note <\/span>a<\/sup>/);
  expect(text).not.toContain('class="interval"');
});

it.each([RegretPart, HypervolumePart, BehaviourPart, CostPart] as Part[])(
  'marks every value that is missing with a note that is there',
  (component) => {
    const one = comparison({ seeds: [0] });
    const series = one.series.map((of) => ({
      ...of,
      monotonicity: { value: null, reason: 'it stands still' },
      coverage: { value: null, reason: 'there is no slice' },
      hypervolume: {
        ...of.hypervolume,
        terms: {
          ...of.hypervolume.terms,
          value: estimate(1),
          ratio: { ...estimate(1), intervalReason: 'too slow' },
        },
      },
    }));
    const text = markup(part(component, { ...one, series }));
    const marks = [...text.matchAll(/see note <\/span>([^<]*)<\/sup>/g)].map(([, mark]) => mark);
    const notes = [...text.matchAll(/note-mark">([a-z]+)<\/sup> [A-Z]/g)].map(([, mark]) => mark);
    expect(notes.length).toBeGreaterThan(0);
    expect([...new Set(marks)].sort()).toEqual(notes.sort());
  },
);

it('has no unit after a difference that one interpolation cannot give', () => {
  const two = comparison();
  const bd = two.bd.map((pair) => ({
    ...pair,
    rate: pair.rate.map((one) => (one.method === 'cubic' ? { ...one, difference: estimate(null) } : one)),
  }));
  const text = markup(part(BdPart, { ...two, bd }));
  expect(text).toMatch(/Akima [+−][\d.]+ %, Cubic –</);
});

it('compares every pair both ways, warns where they overlap little, and names those it cannot compare', () => {
  const whole = markup(part(BdPart, comparison()));
  expect(whole).not.toMatch(/class="warning-text"/);
  expect(whole).toMatch(/single model against grid: pchip needs 2 points/);
  expect(rowsOf(part(BdPart, comparison()))).toEqual([
    expect.stringMatching(/^grid −[\d.]+$/),
    expect.stringMatching(/^YOTO \+[\d.]+$/),
  ]);
  expect(whole.match(/tabindex="0"/g)).toHaveLength(1);
  const narrow = markup(part(BdPart, comparison({ yotoLambdas: [4, 16] })));
  expect(narrow).toMatch(/class="warning-text">⚠ /);
  expect(narrow).toMatch(/aria-label="YOTO against grid: [^"]*Warning: the curves share \d+ %/);
  expect(narrow).toMatch(/The curves share \d+ % of their range, less than 75 %/);
  expect(narrow).toMatch(/Per cent more KL divergence that .* at equal Reconstruction/);
});

it('has hypervolumes with their reference point, the behaviour of curves, and what they cost', () => {
  const two = comparison();
  expect(markup(part(HypervolumePart, two))).toContain(`Reference point: KL divergence`);
  expect(rowsOf(part(HypervolumePart, two))[0]).toMatch(/^grid .* 1 ?\[1, 1\]/);
  expect(rowsOf(part(BehaviourPart, two))[0]).toMatch(/^grid 0 of 3 0 \d+ %/);
  expect(rowsOf(part(CostPart, two))).toContainEqual(
    expect.stringMatching(/^grid 11 s .* 42 s .* 1 min 24 s/),
  );
});

it('states the break-even, what is partial, and what to be careful about', () => {
  const two = comparison();
  const statements = markup(createElement(BreakEvenStatements, { comparison: two }));
  expect(statements).toMatch(
    /YOTO costs as much as 2\.38 .*models of grid, so it is cheaper from 3 lambdas on, at a mean regret of 16\.7/,
  );
  const careful = markup(createElement(Warnings, { comparison: two, jobCounts: counts }));
  expect(careful).toContain('Intervals over 2 seeds are too narrow');
  expect(careful).not.toContain('partial');
  const begun = { ...comparison({ measured: false }) };
  const running = { ...counts, running: 2 };
  expect(markup(createElement(Warnings, { comparison: begun, jobCounts: running }))).toContain(
    'The numbers are partial, and follow as jobs evaluate: 2 running.',
  );
  expect(markup(createElement(BreakEvenStatements, { comparison: begun }))).toContain('No break-even');
});

it.each([RegretPart, BdPart, HypervolumePart, BehaviourPart] as Part[])(
  'explains why there is nothing before anything is measured',
  (component) => {
    const text = markup(part(component, comparison({ measured: false })));
    expect(text).not.toContain('<table');
    expect(text).toMatch(/class="hint pad">[A-Z].*\.</);
  },
);
