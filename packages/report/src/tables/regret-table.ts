import { lambdaKey, lambdaLabel, type SweepAnalysis } from '@yoto/core';
import { formatEstimate } from '../numbers.ts';
import { columnsOf, type ReportTable } from '../report-table.ts';

/** Beyond so many lambdas a table of all is for programs. */
const MOST_LAMBDAS = 60;

/** A line a lambda, a column a series: full loss above the fixed models', absolute and in per cent. */
export function regretTable({ series }: SweepAnalysis): ReportTable | undefined {
  const compared = series.flatMap(({ name, regret }) => (regret ? [{ name, regret }] : []));
  const lambdas = new Map(
    compared.flatMap(({ regret }) =>
      regret.lambdas.map(({ lambda }) => [lambdaKey(lambda), lambda] as const),
    ),
  );
  if (lambdas.size === 0) return undefined;
  const shown = [...lambdas].slice(0, MOST_LAMBDAS);
  return {
    title: 'Regret at each lambda',
    columns: columnsOf(
      ['lambda'],
      compared.flatMap(({ name }) => [name, `${name}, %`]),
    ),
    rows: shown.map(([key, lambda]) => [
      lambdaLabel(lambda),
      ...compared.flatMap(({ regret }) => {
        const own = regret.lambdas.find((one) => lambdaKey(one.lambda) === key);
        if (!own) return ['–', '–'];
        return [
          formatEstimate(own.absolute, { signed: true }),
          formatEstimate(own.relative, { factor: 100, signed: true }),
        ];
      }),
    ]),
    notes: [
      'Full loss above the fixed models’ at the same lambda: in its own unit, and as a share of their loss.',
      ...(lambdas.size > shown.length ? [`The first ${shown.length} of ${lambdas.size} lambdas.`] : []),
    ],
  };
}
