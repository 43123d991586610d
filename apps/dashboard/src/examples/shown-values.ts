/** Which loss terms and metrics of single examples are shown, and in which direction they are good. */
import type { TaskDetail } from '@yoto/core';

export interface ShownValue {
  name: string;
  label: string;
  unit: string | undefined;
  better: 'higher' | 'lower';
}

/** The axes of the frontier, and whatever has the unit of its y axis: PSNR, and MS-SSIM in dB beside it. */
export function shownValues({
  lossTerms,
  metrics,
  frontierAxes: { x, y },
}: Pick<TaskDetail, 'lossTerms' | 'metrics' | 'frontierAxes'>): ShownValue[] {
  const all: ShownValue[] = [
    ...lossTerms.map(({ name, label, unit }) => ({ name, label, unit, better: 'lower' as const })),
    ...metrics.map(({ name, label, unit, better }) => ({ name, label, unit, better })),
  ];
  const unit = all.find(({ name }) => name === y)?.unit;
  const others = all.filter(
    (one) => unit !== undefined && one.unit === unit && one.name !== x && one.name !== y,
  );
  const axes = [x, y].flatMap((name) => all.filter((one) => one.name === name));
  return [...axes, ...others];
}

/** `PSNR (dB)`. */
export const valueLabel = ({ label, unit }: ShownValue): string => (unit ? `${label} (${unit})` : label);
