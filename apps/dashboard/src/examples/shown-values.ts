/** Which loss terms, sums and metrics of single examples are shown, and in which direction they are good. */
import { measuredParts, type TaskDetail } from '@yoto/core';

export interface ShownValue {
  name: string;
  /** The loss terms of a sum; else its own name. */
  parts: readonly string[];
  label: string;
  unit: string | undefined;
  better: 'higher' | 'lower';
}

/** What of a task single examples need. */
export type ExampleTask = Pick<TaskDetail, 'lossTerms' | 'sums' | 'metrics' | 'frontierAxes'>;

/**
 * The axes of the frontier, whatever has the unit of its y axis (PSNR, and MS-SSIM in dB beside it), and metrics with that of
 * its x axis (the rate of real files beside the estimate).
 */
export function shownValues({
  lossTerms,
  sums = [],
  metrics,
  frontierAxes: { x, y },
}: ExampleTask): ShownValue[] {
  const all = [
    ...[...lossTerms, ...sums].map((one) => ({ ...one, better: 'lower' as const })),
    ...metrics,
  ].map(
    ({ name, label, unit, better }): ShownValue => ({
      name,
      label,
      unit,
      better,
      parts: measuredParts({ sums }, name),
    }),
  );
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
