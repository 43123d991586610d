/** The comparison in a sentence that needs no glossary: what one model costs, and what it gives up. */
import {
  type BreakEven,
  type ComparisonSeries,
  formatCount,
  formatRounded,
  type Lambda,
  lambdaLabel,
  parametersAt,
  type SweepComparison,
} from '@yoto/core';

type Compared = Pick<SweepComparison, 'breakEven' | 'series' | 'varying'>;

/**
 * One sentence per YOTO series that has a fixed-weight series beside it, e.g. `One model of YOTO costs as much as 2 of the
 * 5 fixed models and loses 0.8 % on average, 3 % at worst (kl 0.5).` Percentages are of the fixed models' full loss, over
 * the lambdas that both were measured at; what is not measured yet is left out.
 */
export function headlines({ breakEven, series, varying }: Compared): string[] {
  return breakEven.flatMap((one) => {
    const own = series.find(({ name }) => name === one.series);
    const anchor = series.find(({ name }) => name === one.anchor);
    if (own === undefined || anchor === undefined) return [];
    const parts = [costPart(one, anchor), lossPart(own, varying)].filter((part) => part !== null);
    return parts.length === 0 ? [] : [`One model of ${one.series} ${parts.join(' and ')}.`];
  });
}

function costPart({ lambdas: { value } }: BreakEven, anchor: ComparisonSeries): string | null {
  if (value === null) return null;
  const count = anchor.points.length;
  const models = count === 1 ? 'the fixed model' : `the ${formatCount(count)} fixed models`;
  if (count === 1) return `costs ${formatRounded(value)} times as much as ${models}`;
  return `costs as much as ${formatRounded(value)} of ${models}`;
}

function lossPart({ regret, points }: ComparisonSeries, varying: readonly string[]): string | null {
  const { absolute, relative } = regret.mean;
  if (absolute.value === null) return null;
  if (relative.value === null)
    return `has a full loss ${formatRounded(Math.abs(absolute.value))} ${absolute.value < 0 ? 'below' : 'above'} theirs on average`;
  const worst = worstShare(points);
  const average = changeText(relative.value, 'on average');
  if (worst === null || regret.lambdas < 2) return average;
  const place = lambdaLabel(only(worst.lambda, varying));
  if (worst.share <= 0) return `${average}, and is worse at none of ${formatCount(regret.lambdas)} lambdas`;
  const repeated = relative.value < 0 ? 'loses ' : '';
  return `${average}${relative.value < 0 ? ' but' : ','} ${repeated}${percent(worst.share)} at worst (${place})`;
}

/** Rounded as it is shown, so that no sign contradicts a zero. */
function changeText(share: number, where: string): string {
  const text = percent(Math.abs(share));
  if (text === percent(0)) return `equals them ${where}`;
  return `${share < 0 ? 'gains' : 'loses'} ${text} ${where}`;
}

function worstShare(points: ComparisonSeries['points']): { share: number; lambda: Lambda } | null {
  let worst: { share: number; lambda: Lambda } | null = null;
  for (const { at, regret } of points) {
    const share = regret.relative.value;
    if (share !== null && (worst === null || share > worst.share)) {
      worst = { share, lambda: parametersAt(at) };
    }
  }
  return worst;
}

const only = (lambda: Lambda, names: readonly string[]): Lambda =>
  names.length === 0
    ? lambda
    : Object.fromEntries(Object.entries(lambda).filter(([name]) => names.includes(name)));

/** Three significant digits, and at most hundredths: less is noise. */
const percent = (share: number): string => `${formatRounded(Math.round(1e4 * share) / 100)} %`;
