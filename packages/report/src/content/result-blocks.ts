/** What was found: figures, tables and what they cost. */
import type { SweepAnalysis } from '@yoto/core';
import type { Block } from '../block.ts';
import { costFigure } from '../figures/cost-figure.ts';
import { frontierFigure } from '../figures/frontier-figure.ts';
import { regretFigure } from '../figures/regret-figure.ts';
import type { ReportTable } from '../report-table.ts';
import { bdTable } from '../tables/bd-tables.ts';
import { costTable } from '../tables/cost-table.ts';
import { qualityTable } from '../tables/quality-table.ts';
import { regretTable } from '../tables/regret-table.ts';
import { summaryTable } from '../tables/summary-table.ts';

export function resultBlocks(analysis: SweepAnalysis): Block[] {
  const frontier = frontierFigure(analysis);
  if (frontier === undefined) {
    return [
      { kind: 'heading', text: 'Results' },
      { kind: 'text', text: 'Nothing is measured yet.' },
    ];
  }
  const level = Math.round(100 * analysis.bootstrap.level);
  return [
    { kind: 'heading', text: 'Results' },
    ...figures(
      [
        frontier,
        `The trade-off: means over seeds with ${level} % intervals; lines follow lambda, or the setting of a reference.`,
      ],
      [
        regretFigure(analysis, 'relative'),
        `Full loss above the fixed models’ at each lambda, as a share of theirs; ${level} % intervals.`,
      ],
    ),
    table(summaryTable(analysis)),
    ...tables(bdTable(analysis)),
    table(qualityTable(analysis)),
    ...costBlocks(analysis),
    { kind: 'heading', text: 'Lambda by lambda' },
    ...figures([
      regretFigure(analysis, 'absolute'),
      `Full loss above the fixed models’ at each lambda; ${level} % intervals.`,
    ]),
    ...tables(regretTable(analysis)),
  ];
}

function costBlocks(analysis: SweepAnalysis): Block[] {
  const statements = analysis.breakEven.flatMap(({ statement }) =>
    statement === null ? [] : [`${statement}.`],
  );
  return [
    { kind: 'heading', text: 'Cost and break-even' },
    ...(statements.length > 0 ? [{ kind: 'list' as const, items: statements }] : []),
    ...figures([
      costFigure(analysis),
      'A grid trains one model for every lambda; a conditioned model is trained once. Where the lines cross is the break-even.',
    ]),
    table(costTable(analysis)),
  ];
}

const table = (one: ReportTable): Block => ({ kind: 'table', table: one });
const tables = (one: ReportTable | undefined): Block[] => (one ? [table(one)] : []);

/** Those that there is something to draw for. */
function figures(...wanted: (readonly [string | undefined, string])[]): Block[] {
  const drawn = wanted.flatMap(([svg, caption]) => (svg === undefined ? [] : [{ svg, caption }]));
  return drawn.length > 0 ? [{ kind: 'figures', figures: drawn }] : [];
}
