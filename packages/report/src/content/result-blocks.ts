/** What was found: figures, tables and what they cost. */
import { lambdaLabel, type SweepComparison, type TaskDetail } from '@yoto/core';
import { configurationsOf, headlines, publishedSeries } from '@yoto/frontier';
import type { Block } from '../block.ts';
import { costFigure } from '../figures/cost-figure.ts';
import { frontierFigure } from '../figures/frontier-figure.ts';
import { fullLossFigure } from '../figures/full-loss-figure.ts';
import { regretFigure } from '../figures/regret-figure.ts';
import type { ReportTable } from '../report-table.ts';
import { bdTable } from '../tables/bd-tables.ts';
import { costTable } from '../tables/cost-table.ts';
import { fullLossTable } from '../tables/full-loss-table.ts';
import { qualityTable } from '../tables/quality-table.ts';
import { regretTable } from '../tables/regret-table.ts';
import { summaryTable } from '../tables/summary-table.ts';

/** `published`: results of others to draw beside the sweep's own; `defaultLambda`: the task's. */
export function resultBlocks(
  comparison: SweepComparison,
  published: TaskDetail['publishedCurves'] = [],
  defaultLambda?: TaskDetail['defaultLambda'],
): Block[] {
  const frontier = frontierFigure(comparison, publishedSeries(published, comparison));
  if (frontier === undefined) {
    return [
      { kind: 'heading', text: 'Results' },
      { kind: 'text', text: 'Nothing is measured yet.' },
    ];
  }
  return [
    { kind: 'heading', text: 'Results' },
    ...figures(
      [
        frontier,
        `The trade-off: means over seeds${withIntervals(comparison)}; lines follow lambda, or the setting of a codec.${creditsOf(published)}`,
      ],
      [
        regretFigure(comparison, 'relative'),
        `Regret: full loss above the fixed models’ at each lambda, as a share of theirs${withIntervals(comparison)}.`,
      ],
    ),
    table(summaryTable(comparison)),
    ...tables(bdTable(comparison)),
    table(qualityTable(comparison)),
    ...costBlocks(comparison),
    { kind: 'heading', text: 'Lambda by lambda' },
    ...configurationBlocks(comparison, defaultLambda),
    ...figures([
      regretFigure(comparison, 'absolute'),
      `Regret: full loss above the fixed models’ at each lambda${withIntervals(comparison)}.`,
    ]),
    ...tables(regretTable(comparison)),
  ];
}

const creditsOf = (published: TaskDetail['publishedCurves']): string =>
  published
    .map(
      ({ name, measuredOn, source }) =>
        ` Grey, ${name}: published results on ${measuredOn}, from ${source.title} (${source.url}); only a sweep evaluated on the same data can be compared with them.`,
    )
    .join('');

const withIntervals = ({ bootstrap }: SweepComparison): string =>
  bootstrap ? ` with ${Math.round(100 * bootstrap.level)} % intervals` : '';

function costBlocks(comparison: SweepComparison): Block[] {
  const statements = comparison.breakEven.flatMap(({ statement }) =>
    statement === null ? [] : [`${statement}.`],
  );
  return [
    { kind: 'heading', text: 'Cost and break-even' },
    ...(statements.length > 0
      ? [{ kind: 'list' as const, items: [...headlines(comparison), ...statements] }]
      : []),
    ...figures([
      costFigure(comparison),
      'A grid trains one model for every lambda; a conditioned model is trained once. Where the lines cross is the break-even.',
    ]),
    table(costTable(comparison)),
  ];
}

/** More groups of bars than this can no longer be told apart. */
const MOST_GROUPS = 40;

/** Where several parameters vary: the full loss at each of their combinations. */
function configurationBlocks(
  comparison: SweepComparison,
  defaultLambda: TaskDetail['defaultLambda'],
): Block[] {
  if (comparison.varying.length < 2) return [];
  const configurations = configurationsOf(comparison, ({ fullLoss }) => fullLoss.value, defaultLambda);
  const { base, list } = configurations;
  if (list.length === 0 || list.length > MOST_GROUPS) return [];
  return [
    ...figures([
      fullLossFigure(comparison, configurations),
      `Full loss of each method${withIntervals(comparison)}; configurations are named by what differs from ${lambdaLabel(base)}.`,
    ]),
    table(fullLossTable(comparison, configurations)),
  ];
}

const table = (one: ReportTable): Block => ({ kind: 'table', table: one });
const tables = (one: ReportTable | undefined): Block[] => (one ? [table(one)] : []);

/** Those that there is something to draw for. */
function figures(...wanted: (readonly [string | undefined, string])[]): Block[] {
  const drawn = wanted.flatMap(([svg, caption]) => (svg === undefined ? [] : [{ svg, caption }]));
  return drawn.length > 0 ? [{ kind: 'figures', figures: drawn }] : [];
}
