/** A Bjontegaard difference in words: what the number of a pair means, and how far it can be trusted. Pure. */
import { type BdDifference, type BdMethod, estimateText, type SweepComparison } from '@yoto/core';
import { sentence } from '../../../format/footnotes.ts';
import { formatPercent, formatRounded, MISSING } from '../../../format/numbers.ts';
import { type BdMeasure, type MatrixCell, signedText } from './bd-matrix.ts';

export const BD_METHODS: Readonly<Record<BdMethod, string>> = {
  pchip: 'PCHIP',
  akima: 'Akima',
  cubic: 'Cubic',
};

type Axes = SweepComparison['axes'];

/** `%`, or the unit of y. */
export const bdUnit = ({ y }: Axes, measure: BdMeasure): string =>
  measure === 'rate' ? '%' : (y.unit ?? '');

/** `12.3 % less Rate at equal PSNR`, or why there is no number. */
export function meaningOf({ chosen }: MatrixCell, axes: Axes, measure: BdMeasure): string {
  const { value, reason } = chosen.difference;
  if (value === null) return sentence(reason ?? 'there is no value');
  const [what, equal] = measure === 'rate' ? [axes.x, axes.y] : [axes.y, axes.x];
  const size = withUnit(formatRounded(Math.abs(value)), bdUnit(axes, measure));
  return `${size} ${value < 0 ? 'less' : 'more'} ${what.label} at equal ${equal.label}, on average over the range that both have.`;
}

/** Facts of a pair: one label and one text each. */
export function factsOf(cell: MatrixCell, axes: Axes, measure: BdMeasure): { label: string; text: string }[] {
  const { chosen, byMethod } = cell;
  const unit = bdUnit(axes, measure);
  const { interval, intervalReason } = chosen.difference;
  const others = byMethod
    .filter((one) => one !== chosen)
    .map((one) => `${BD_METHODS[one.method]} ${withUnit(signedText(one.difference.value), unit)}`);
  const facts = [
    {
      label: BD_METHODS[chosen.method],
      text: withUnit(estimateText(chosen.difference, { signed: true }), unit),
    },
    { label: 'Others', text: others.join(', ') },
    { label: 'Overlap', text: overlapText(chosen, axes, measure) },
    { label: 'Points', text: pointsText(cell) },
  ];
  return chosen.difference.value !== null && interval === null && intervalReason !== null
    ? [...facts, { label: 'Interval', text: intervalReason }]
    : facts;
}

/** All of it on one line, for a screen reader. */
export function lineOf(cell: MatrixCell, axes: Axes, measure: BdMeasure): string {
  const parts = [`${cell.test} against ${cell.anchor}: ${meaningOf(cell, axes, measure)}`];
  const { overlap, warnings } = cell.chosen;
  if (overlap) parts.push(`Overlap ${formatPercent(overlap.share)}.`);
  return [...parts, ...warnings.map((one) => sentence(`warning: ${one}`))].join(' ');
}

function overlapText({ overlap }: BdDifference, axes: Axes, measure: BdMeasure): string {
  if (!overlap) return 'none';
  const axis = measure === 'rate' ? axes.y : axes.x;
  const range = `${formatRounded(overlap.low)} to ${formatRounded(overlap.high)}`;
  return `${formatPercent(overlap.share)} of the ${axis.label} that both span (${withUnit(range, axis.unit ?? '')})`;
}

function pointsText({ test, anchor, chosen: { points, leftOut } }: MatrixCell): string {
  const without = leftOut.test + leftOut.anchor;
  const used = `${points.test} of ${test}, ${points.anchor} of ${anchor}`;
  return without > 0 ? `${used}; ${without} dominated, repeated or unmeasured left out` : used;
}

/** A dash has no unit. */
const withUnit = (text: string, unit: string): string =>
  unit === '' || text === MISSING ? text : `${text} ${unit}`;
