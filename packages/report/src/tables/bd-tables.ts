import type { BdComparison, BdDifference, SweepComparison } from '@yoto/core';
import { formatEstimate, formatRounded } from '../numbers.ts';
import { columnsOf, type ReportTable } from '../report-table.ts';

const MOST_NOTES = 20;

/** Every pair of series by every interpolation, with the range they have in common. */
export function bdTable({ bd: both, axes }: SweepComparison): ReportTable | undefined {
  const bd = both.filter(isFirstOfPair);
  const measured = bd.filter(hasValue);
  if (bd.length === 0) return undefined;
  const unit = axes.y.unit === undefined ? '' : `, ${axes.y.unit}`;
  const notes = [...bd.filter((one) => !hasValue(one)).map(missingNote), ...measured.flatMap(warningNotes)];
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
      formatEstimate(one.difference, { signed: true }),
      overlapText(one),
      other ? formatEstimate(other.difference, { signed: true }) : '–',
      other ? overlapText(other) : '–',
    ];
  });
}

const overlapText = ({ overlap }: BdDifference): string =>
  overlap === null ? '–' : `${formatRounded(100 * overlap.share, 3)} %`;

const hasValue = ({ rate, metric }: BdComparison): boolean =>
  [...rate, ...metric].some(({ difference }) => difference.value !== null);

/** A pair that no interpolation can compare takes one line instead of three empty rows. */
function missingNote({ anchor, test, rate, metric }: BdComparison): string {
  const reason = [...rate, ...metric].find(({ method }) => method === 'pchip')?.difference.reason;
  return `${test} against ${anchor}: ${reason ?? 'there is no value'}.`;
}

function warningNotes({ anchor, test, rate, metric }: BdComparison): string[] {
  const all = [...rate, ...metric].flatMap(({ method, difference, warnings }) => {
    const lines = difference.reason === null ? warnings : [difference.reason, ...warnings];
    return lines.map((line) => `${test} against ${anchor}, ${method}: ${line}.`);
  });
  // Rate and metric often lack a value for the same reason.
  return [...new Set(all)];
}
