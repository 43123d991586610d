import type { BdComparison, BdDifference, BdMethod, SweepAnalysis } from '@yoto/core';
import { useState } from 'react';
import type { Column } from '../../../components/data-table.tsx';
import { EstimateValue, NoteMarks } from '../../../components/estimate-value.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { missingReason } from '../../../format/estimate-text.ts';
import { Footnotes, withStop } from '../../../format/footnotes.ts';
import { formatPercent, MISSING } from '../../../format/numbers.ts';
import { AnalysisPart } from './analysis-part.tsx';
import { SeriesName } from './series-name.tsx';

/** One pair of series, compared both ways by the interpolation that is chosen. */
interface Pair {
  reference: string;
  test: string;
  rate: BdDifference | undefined;
  metric: BdDifference | undefined;
}

const METHOD_LABELS: Record<BdMethod, string> = { pchip: 'PCHIP', akima: 'Akima', cubic: 'Cubic' };
const METHODS = Object.entries(METHOD_LABELS).map(([value, label]) => ({ value: value as BdMethod, label }));

interface PartProps {
  analysis: SweepAnalysis;
  colours: ReadonlyMap<string, string>;
}

/** Bjontegaard differences of every pair of series. */
export function BdPart({ analysis, colours }: PartProps) {
  const [method, setMethod] = useState<BdMethod>('pchip');
  const all = analysis.bd.map((one) => pairOf(one, method));
  const pairs = all.filter(hasValue);
  const notes = new Footnotes(
    pairs.flatMap(({ rate, metric }) =>
      [rate, metric].flatMap((one) => (one ? [missingReason(one.difference), ...one.warnings] : [])),
    ),
  );
  return (
    <AnalysisPart
      title="Bjontegaard differences"
      columns={bdColumns(analysis, colours, notes)}
      rows={pairs}
      rowKey={({ reference, test }) => `${test} ${reference}`}
      notes={notes}
      empty={emptyText(all)}
      actions={<Segmented label="Interpolation" choices={METHODS} value={method} onChange={setMethod} />}
    >
      <p className="hint">
        Curves are compared where they overlap; below 75 % of common range a ⚠ says so. PCHIP is monotone and
        the safest; Akima and one cubic (Bjontegaard 2001) are there to compare with other publications.
      </p>
      <Incomparable pairs={all.filter((pair) => !hasValue(pair))} />
    </AnalysisPart>
  );
}

const pairOf = ({ reference, test, rate, metric }: BdComparison, method: BdMethod): Pair => ({
  reference,
  test,
  rate: rate.find((one) => one.method === method),
  metric: metric.find((one) => one.method === method),
});

const hasValue = ({ rate, metric }: Pair): boolean =>
  [rate, metric].some((one) => one !== undefined && one.difference.value !== null);

const emptyText = ([first]: readonly Pair[]): string =>
  first
    ? withStop(`No pair can be compared: ${first.rate?.difference.reason ?? 'there is no value'}`)
    : 'Two curves are needed, each measured at several lambdas.';

/** A pair without any number takes one line of text instead of a row of dashes. */
function Incomparable({ pairs }: { pairs: readonly Pair[] }) {
  if (pairs.length === 0) return null;
  return (
    <details>
      <summary>Pairs that cannot be compared ({pairs.length})</summary>
      <ul className="footnotes">
        {pairs.map(({ reference, test, rate }) => (
          <li key={`${test} ${reference}`}>
            {withStop(`${test} against ${reference}: ${rate?.difference.reason ?? 'there is no value'}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function bdColumns(
  { axes: { x, y } }: SweepAnalysis,
  colours: ReadonlyMap<string, string>,
  notes: Footnotes,
): Column<Pair>[] {
  const goodSign = (better: 'lower' | 'higher') => `${better === 'lower' ? 'below' : 'above'} zero is better`;
  return [
    { name: 'Series', heading: true, cell: ({ test }) => <SeriesName name={test} colours={colours} /> },
    { name: 'Against', cell: ({ reference }) => <SeriesName name={reference} colours={colours} /> },
    {
      name: 'BD-rate, %',
      numeric: true,
      help: `Per cent more ${x.label} at equal ${y.label}, on average over the common range; ${goodSign(x.better)}.`,
      cell: ({ rate }) => <Difference one={rate} notes={notes} />,
    },
    {
      name: 'Overlap of y',
      numeric: true,
      help: `The range of ${y.label} that both curves have, as a share of what they span together.`,
      cell: ({ rate }) => <Overlap one={rate} notes={notes} />,
    },
    {
      name: y.unit ? `BD-metric, ${y.unit}` : 'BD-metric',
      numeric: true,
      help: `How much more ${y.label} at equal ${x.label}, on average over the common range; ${goodSign(y.better)}.`,
      cell: ({ metric }) => <Difference one={metric} notes={notes} />,
    },
    {
      name: 'Overlap of x',
      numeric: true,
      help: `The range of ${x.label} that both curves have, as a share of what they span together.`,
      cell: ({ metric }) => <Overlap one={metric} notes={notes} />,
    },
    {
      name: 'Points',
      numeric: true,
      help: 'Points used of the series and of what it is compared with; dominated, repeated and unmeasured ones are left out.',
      cell: ({ rate }) => (rate ? pointsText(rate) : MISSING),
    },
  ];
}

function Difference({ one, notes }: { one: BdDifference | undefined; notes: Footnotes }) {
  if (!one) return MISSING;
  return <EstimateValue estimate={one.difference} style={{ signed: true }} notes={notes} />;
}

/** With a mark where there is too little of it, or the fit is not to be trusted for another reason. */
function Overlap({ one, notes }: { one: BdDifference | undefined; notes: Footnotes }) {
  if (!one?.overlap) return MISSING;
  return (
    <span className={one.warnings.length > 0 ? 'warning-text' : undefined}>
      {one.warnings.length > 0 && '⚠ '}
      {formatPercent(one.overlap.share)}
      <NoteMarks texts={one.warnings} notes={notes} />
    </span>
  );
}

function pointsText({ points, leftOut }: BdDifference): string {
  const used = `${points.test} and ${points.reference}`;
  const without = leftOut.test + leftOut.reference;
  return without > 0 ? `${used} (${without} left out)` : used;
}
