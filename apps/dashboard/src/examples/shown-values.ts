/** Which loss terms and metrics of single examples are shown, and in which direction they are good. */
import type { TaskDetail } from '@yoto/core';

export interface ShownValue {
  name: string;
  label: string;
  unit: string | undefined;
  better: 'higher' | 'lower';
}

/**
 * The axes of the frontier, whatever has the unit of its y axis (PSNR, and MS-SSIM in dB beside it), and metrics with that of
 * its x axis (the rate of real files beside the estimate).
 */
export function shownValues({
  lossTerms,
  metrics,
  frontierAxes: { x, y },
}: Pick<TaskDetail, 'lossTerms' | 'metrics' | 'frontierAxes'>): ShownValue[] {
  const all: ShownValue[] = [
    ...lossTerms.map(({ name, label, unit }) => ({ name, label, unit, better: 'lower' as const })),
    ...metrics.map(({ name, label, unit, better }) => ({ name, label, unit, better })),
  ];
  const unitOf = (name: string) => all.find((one) => one.name === name)?.unit ?? null;
  const isMetric = (name: string) => metrics.some((metric) => metric.name === name);
  const others = all.filter(
    ({ name, unit }) =>
      name !== x && name !== y && (unit === unitOf(y) || (unit === unitOf(x) && isMetric(name))),
  );
  const axes = [x, y].flatMap((name) => all.filter((one) => one.name === name));
  return [...axes, ...others];
}

/** `PSNR (dB)`. */
export const valueLabel = ({ label, unit }: ShownValue): string => (unit ? `${label} (${unit})` : label);
