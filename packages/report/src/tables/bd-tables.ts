import {
  type BdComparison,
  type BdDifference,
  estimateText,
  formatPercent,
  type SweepComparison,
} from '@yoto/core';
import { groupBy } from '@yoto/frontier';
import { columnsOf, type ReportTable } from '../report-table.ts';

const MOST_NOTES = 20;

/** Every pair of series by every interpolation, with the range they have in common. */
export function bdTable({ bd: both, axes }: SweepComparison): ReportTable | undefined {
  const bd = both.filter(isFirstOfPair);
  const measured = bd.filter(hasValue);
  if (bd.length === 0) return undefined;
  const unit = axes.y.unit === undefined ? '' : `, ${axes.y.unit}`;
  const notes = [...missingNotes(bd.filter((one) => !hasValue(one))), ...measured.flatMap(warningNotes)];
  const more = notes.length - MOST_NOTES;
  return {
    title: 'Bjontegaard differences',
    columns: columnsOf(
      ['series', 'against', 'interpolation'],
      ['BD-rate, %', 'overlap of y', `BD-metric${unit}`, 'overlap of x'],
    ),
    rows: measured.flatMap(rowsOf),
    notes: [
      `BD-rate: per cent more ${axes.x.label} at equal ${axes.y.label}; BD-metric: more ${axes.y.label} at equal ${axes.x.label}. Overlap: the common range as a share of what both curves span.`,
      ...notes.slice(0, MOST_NOTES),
      ...(more > 0 ? [`… and ${more} more remarks of this kind.`] : []),
    ],
  };
}

/** Each pair is there both ways round: a table for reading needs the first only. */
const isFirstOfPair = ({ anchor, test }: BdComparison, at: number, all: readonly BdComparison[]): boolean =>
  !all.slice(0, at).some((one) => one.anchor === test && one.test === anchor);

function rowsOf({ anchor, test, rate, metric }: BdComparison): string[][] {
  return rate.map((one) => {
    const other = metric.find(({ method }) => method === one.method);
    return [
      test,
      anchor,
      one.method,
      estimateText(one.difference, { signed: true }),
      overlapText(one),
      other ? estimateText(other.difference, { signed: true }) : '–',
      other ? overlapText(other) : '–',
    ];
  });
}

const overlapText = ({ overlap }: BdDifference): string => formatPercent(overlap?.share);

const hasValue = ({ rate, metric }: BdComparison): boolean =>
  [...rate, ...metric].some(({ difference }) => difference.value !== null);

/** Pairs that no interpolation can compare take one line per reason instead of three empty rows each. */
function missingNotes(pairs: readonly BdComparison[]): string[] {
  const byReason = groupBy(pairs, missingReason);
  return [...byReason].map(
    ([reason, own]) => `${own.map(({ test, anchor }) => `${test} against ${anchor}`).join(', ')}: ${reason}.`,
  );
}

const missingReason = ({ rate, metric }: BdComparison): string =>
  [...rate, ...metric].find(({ method }) => method === 'pchip')?.difference.reason ?? 'there is no value';

function warningNotes({ anchor, test, rate, metric }: BdComparison): string[] {
  const all = [...rate, ...metric].flatMap(({ method, difference, warnings }) => {
    const lines = difference.reason === null ? warnings : [difference.reason, ...warnings];
    return lines.map((line) => `${test} against ${anchor}, ${method}: ${line}.`);
  });
  // Rate and metric often lack a value for the same reason.
  return [...new Set(all)];
}
