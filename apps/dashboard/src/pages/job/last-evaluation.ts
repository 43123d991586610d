import { comparePlaces, type EvaluationPoint, parametersAt } from '@yoto/core';

/** The points of the latest step, by lambda or setting (term by term, in the order of their names). */
export function atLastStep(points: readonly EvaluationPoint[]): EvaluationPoint[] {
  const last = points.reduce((step, point) => Math.max(step, point.step), 0);
  return points.filter(({ step }) => step === last).sort(byPlace);
}

const byPlace = (a: EvaluationPoint, b: EvaluationPoint): number =>
  comparePlaces(a, b, Object.keys(parametersAt(a)).sort());

/** Names of the losses or metrics that any point has: those that the task declares in its order, then others. */
export function measuredNames(
  points: readonly EvaluationPoint[],
  of: 'losses' | 'metrics',
  declared: readonly { name: string }[] = [],
): string[] {
  const measured = new Set(points.flatMap((point) => Object.keys(point[of])));
  const known = declared.map(({ name }) => name).filter((name) => measured.has(name));
  return [...new Set([...known, ...measured])];
}
