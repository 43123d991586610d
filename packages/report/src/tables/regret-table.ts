import { estimateText, lambdaLabel, type SweepComparison } from '@yoto/core';
import { columnsOf, type ReportTable } from '../report-table.ts';

/** Beyond so many lambdas a table of all is for programs. */
const MOST_LAMBDAS = 60;

/** One row per lambda, two columns per series: full loss above the fixed models', absolute and in per cent. */
export function regretTable({ series }: SweepComparison): ReportTable | undefined {
  const compared = series.filter(({ regret }) => regret.lambdas > 0);
  const lambdas = new Map(
    compared.flatMap(({ points }) =>
      points.flatMap(({ at, regret }) =>
        'lambda' in at && regret.absolute.value !== null
          ? [[lambdaLabel(at.lambda), at.lambda] as const]
          : [],
      ),
    ),
  );
  if (lambdas.size === 0) return undefined;
  const shown = [...lambdas.keys()].slice(0, MOST_LAMBDAS);
  return {
    title: 'Regret at each lambda',
    columns: columnsOf(
      ['lambda'],
      compared.flatMap(({ name }) => [name, `${name}, %`]),
    ),
    rows: shown.map((label) => [
      label,
      ...compared.flatMap(({ points }) => {
        const own = points.find(({ at }) => 'lambda' in at && lambdaLabel(at.lambda) === label)?.regret;
        if (!own) return ['–', '–'];
        return [
          estimateText(own.absolute, { signed: true }),
          estimateText(own.relative, { factor: 100, signed: true }),
        ];
      }),
    ]),
    notes: [
      'Regret: full loss above the fixed models’ at the same lambda, in its own unit and as a share of their loss.',
      ...(lambdas.size > shown.length ? [`The first ${shown.length} of ${lambdas.size} lambdas.`] : []),
    ],
  };
}
