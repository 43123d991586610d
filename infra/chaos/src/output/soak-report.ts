/** What a soak is reported as. */
import { FLATNESS_RULES, type Flatness, judgeFlatness } from '../soak/flatness.ts';
import type { Sample } from '../soak/sample.ts';
import { formatTable } from './table.ts';

const COLUMNS = Object.keys(FLATNESS_RULES) as (keyof typeof FLATNESS_RULES)[];
const shown = (value: number) => (Number.isInteger(value) ? value : value.toFixed(1));

export function formatSoak(samples: readonly Sample[]): { text: string; isFlat: boolean } {
  const titles = ['jobs', ...COLUMNS.map((column) => FLATNESS_RULES[column].title)];
  const rows = samples.map((sample) => [sample.jobs, ...COLUMNS.map((column) => shown(sample[column]))]);
  const judged = judgeFlatness(samples);
  const verdicts = formatTable(
    ['rise after the warm-up (first fifth), fitted', 'rise', 'most', 'verdict'],
    judged.map(verdictRow),
  );
  const isFlat = judged.every((one) => one.isFlat);
  const verdict = isFlat ? 'PASS: everything stays flat' : 'FAIL: something grows with the jobs';
  return { text: [formatTable(titles, rows), verdicts, verdict].join('\n\n'), isFlat };
}

function verdictRow({ title, rise, mostRise, isFlat }: Flatness): string[] {
  const verdict = isFlat ? 'flat' : 'GROWS';
  return [
    title,
    rise.toFixed(1),
    mostRise?.toString() ?? '-',
    mostRise === undefined ? 'not judged' : verdict,
  ];
}
