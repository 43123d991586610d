import {
  type ComparisonSeries,
  estimateText,
  missingReason,
  placeKey,
  type SweepComparison,
  seedsLabel,
} from '@yoto/core';
import type { Column } from '../../../components/data-table.tsx';
import { EstimateValue } from '../../../components/estimate-value.tsx';
import { NumbersTable } from '../../../components/numbers-table.tsx';
import { Footnotes } from '../../../format/footnotes.ts';
import { lambdaText, placeText } from '../../../format/lambda-text.ts';
import { formatCount, MISSING } from '../../../format/numbers.ts';
import { AnalysisPart } from './analysis-part.tsx';
import { seriesColumn } from './series-name.tsx';

type Compared = Pick<ComparisonSeries, 'name' | 'seeds' | 'regret' | 'points'>;

const PERCENT = { factor: 100, signed: true };
const SIGNED = { signed: true };

interface PartProps {
  comparison: SweepComparison;
  colours: ReadonlyMap<string, string>;
}

/** What each method gives up against a model trained for each lambda. */
export function RegretPart({ comparison, colours }: PartProps) {
  const compared = comparison.series.filter(({ regret }) => regret.lambdas > 0);
  const notes = new Footnotes(
    compared.flatMap(({ regret: { mean, worst } }) =>
      [mean.absolute, mean.relative, worst.absolute, worst.relative].map(missingReason),
    ),
  );
  return (
    <AnalysisPart
      title="Regret"
      columns={[seriesColumn(colours), ...regretColumns(notes)]}
      rows={compared}
      rowKey={({ name }) => name}
      notes={notes}
      empty="Regret needs a group of fixed models and something to compare with it, both evaluated."
    >
      <LambdaByLambda compared={compared} />
    </AnalysisPart>
  );
}

const regretColumns = (notes: Footnotes): Column<Compared>[] => [
  {
    name: 'Seeds',
    help: 'The seeds of the series. Paired: both sides have the same seeds and are compared seed by seed.',
    cell: ({ seeds, regret }) =>
      `${seedsLabel(seeds) || MISSING}${seeds.length > 1 ? ` (${regret.pairing})` : ''}`,
  },
  {
    name: 'Mean regret',
    numeric: true,
    help: 'Full loss above that of the fixed models at the same lambda, on average over the lambdas of the grid; lower is better.',
    cell: ({ regret }) => <EstimateValue estimate={regret.mean.absolute} style={SIGNED} notes={notes} />,
  },
  {
    name: 'Mean regret, %',
    numeric: true,
    help: 'The mean regret as a share of the fixed models’ mean loss over the same lambdas.',
    cell: ({ regret }) => <EstimateValue estimate={regret.mean.relative} style={PERCENT} notes={notes} />,
  },
  {
    name: 'Worst regret',
    numeric: true,
    help: 'At the lambda where it is largest: a maximum of noisy numbers, which tends to be too large.',
    cell: ({ regret }) => <EstimateValue estimate={regret.worst.absolute} style={SIGNED} notes={notes} />,
  },
  {
    name: 'Worst regret, %',
    numeric: true,
    help: 'The largest share of the fixed models’ loss, which may be at another lambda.',
    cell: ({ regret }) => <EstimateValue estimate={regret.worst.relative} style={PERCENT} notes={notes} />,
  },
  {
    name: 'Worst at',
    help: 'The lambda of the worst regret.',
    cell: ({ regret }) => (regret.worstLambda ? lambdaText(regret.worstLambda) : MISSING),
  },
];

/** Beyond so many lambdas a table of all is for programs. */
const MOST_LAMBDAS = 60;

function LambdaByLambda({ compared }: { compared: readonly Compared[] }) {
  const lambdas = new Map(
    compared.flatMap(({ points }) =>
      points.flatMap(({ at, regret }) =>
        regret.absolute.value === null ? [] : [[placeKey(at), at] as const],
      ),
    ),
  );
  const shown = [...lambdas].slice(0, MOST_LAMBDAS);
  const rows = shown.map(([key, at]) => [
    placeText(at),
    ...compared.flatMap(({ points }) => {
      const own = points.find((point) => placeKey(point.at) === key)?.regret;
      if (!own) return [MISSING, MISSING];
      return [estimateText(own.absolute, SIGNED), estimateText(own.relative, PERCENT)];
    }),
  ]);
  return (
    <details className="figure-table">
      <summary>Regret at each lambda</summary>
      <div className="scroll">
        <NumbersTable
          columns={['Lambda', ...compared.flatMap(({ name }) => [name, `${name}, %`])]}
          rows={rows}
        />
      </div>
      {lambdas.size > shown.length && (
        <p className="hint">
          The first {shown.length} of {formatCount(lambdas.size)} lambdas; `yoto results --json` has all.
        </p>
      )}
    </details>
  );
}
