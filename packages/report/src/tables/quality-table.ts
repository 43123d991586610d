import { lambdaLabel, type SweepAnalysis } from '@yoto/core';
import { formatEstimate, formatMeasured, formatRounded } from '../numbers.ts';
import { columnsOf, type ReportTable } from '../report-table.ts';

/** Hypervolumes, and whether the curves behave: monotone in lambda, without gaps. */
export function qualityTable({ series, hypervolumeBox }: SweepAnalysis): ReportTable {
  return {
    title: 'Hypervolume, monotonicity and coverage',
    columns: columnsOf(
      ['series'],
      ['curve, share of the box', 'matched lambdas, ratio', 'not monotone', 'outdone', 'span', 'largest gap'],
    ),
    rows: series.map(({ name, hypervolume, monotonicity, coverage }) => [
      name,
      formatRounded(hypervolume.curve.share, 3),
      formatEstimate(hypervolume.matched.ratio),
      monotonicity ? `${monotonicity.violations.length} of ${monotonicity.checked}` : '–',
      monotonicity ? String(monotonicity.outdone.length) : '–',
      percent(coverage?.span ?? null),
      gapText(coverage?.gaps[0]),
    ]),
    notes: [
      ...(hypervolumeBox
        ? [
            `Reference point (${formatMeasured(hypervolumeBox.reference.x)}, ${formatMeasured(hypervolumeBox.reference.y)}): ${hypervolumeBox.rule}.`,
          ]
        : []),
      'Not monotone: neighbouring lambdas at which a term grew with its own weight. Outdone: lambdas at which the point of another lambda has the smaller full loss. Span and gaps are shares of the range of all series.',
    ],
  };
}

const percent = (share: number | null) => (share === null ? '–' : `${formatRounded(100 * share, 3)} %`);

type Gap = NonNullable<SweepAnalysis['series'][number]['coverage']>['gaps'][number];

const gapText = (gap: Gap | undefined): string =>
  gap ? `${percent(gap.size)} (${lambdaLabel(gap.from)} to ${lambdaLabel(gap.to)})` : '–';
