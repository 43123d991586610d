import type { EvaluationPoint } from '@yoto/core';

/** The points of the latest step, by lambda (term by term, in the order of their names). */
export function atLastStep(points: readonly EvaluationPoint[]): EvaluationPoint[] {
  const last = points.reduce((step, point) => Math.max(step, point.step), 0);
  return points.filter(({ step }) => step === last).sort(byLambda);
}

function byLambda(a: EvaluationPoint, b: EvaluationPoint): number {
  const terms = Object.keys(a.lambda).sort();
  const differs = terms.find((term) => a.lambda[term] !== b.lambda[term]);
  return differs ? (a.lambda[differs] ?? 0) - (b.lambda[differs] ?? 0) : 0;
}

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
