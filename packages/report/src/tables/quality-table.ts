import {
  type Coverage,
  estimateText,
  formatNumber,
  formatPercent,
  placeLabel,
  type SweepComparison,
} from '@yoto/core';
import { columnsOf, type ReportTable } from '../report-table.ts';

/** Hypervolumes, and whether the curves behave: monotone in lambda, without gaps. */
export function qualityTable({ series, hypervolumeBox }: SweepComparison): ReportTable {
  return {
    title: 'Hypervolume, monotonicity and coverage',
    columns: columnsOf(
      ['series'],
      ['curve, normalised', 'matched lambdas, ratio', 'not monotone', 'suboptimal', 'span', 'largest gap'],
    ),
    rows: series.map(({ name, hypervolume, monotonicity, coverage }) => [
      name,
      formatPercent(hypervolume.curve.share),
      estimateText(hypervolume.matched.ratio),
      monotonicity.value ? `${monotonicity.value.violations.length} of ${monotonicity.value.checked}` : '–',
      monotonicity.value ? String(monotonicity.value.outdone.length) : '–',
      formatPercent(coverage.value?.span),
      gapText(coverage.value?.gaps[0]),
    ]),
    notes: [
      ...boxNote(hypervolumeBox),
      ...termsNotes(series),
      'Not monotone: neighbouring lambdas at which a term grew with its own weight. Suboptimal: lambdas at which the point of another lambda has the smaller full loss. Span and gaps are shares of the range of all series.',
    ],
  };
}

function boxNote({ value, reason }: SweepComparison['hypervolumeBox']): string[] {
  if (!value) return [`No hypervolume of the axes: ${reason}.`];
  const { x, y } = value.referencePoint;
  return [`Reference point (${formatNumber(x)}, ${formatNumber(y)}): ${value.rule}.`];
}

/** Volumes of all loss terms, where the axes do not show them all. */
function termsNotes(series: SweepComparison['series']): string[] {
  const known = series.filter(({ hypervolume }) => hypervolume.terms.ratio.value !== null);
  if (known.length === 0) return [];
  const ratios = known.map(({ name, hypervolume }) => `${name} ${estimateText(hypervolume.terms.ratio)}`);
  const terms = known[0]?.hypervolume.terms.terms.join(', ');
  return [`Hypervolume of all loss terms (${terms}), as a ratio to the anchor's: ${ratios.join('; ')}.`];
}

type Gap = Coverage['gaps'][number];

const gapText = (gap: Gap | undefined): string =>
  gap ? `${formatPercent(gap.size)} (${placeLabel(gap.from)} to ${placeLabel(gap.to)})` : '–';
