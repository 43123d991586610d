/** Where the mixtures of a fixed group's two extreme models (the interpolation baseline) are evaluated. */
import { type Lambda, lambdaKey, lambdaLabel } from '../lambda/lambda.ts';
import type { LambdaGrid } from '../lambda/lambda-grid.ts';
import { gridLambdas, type LambdaContext, resolveGrid } from './resolve-lambdas.ts';

interface Mixtures {
  /** The group's own. */
  lambdas: readonly Lambda[];
  written: LambdaGrid | undefined;
}

interface AskedMixtures extends Mixtures {
  /** Weights are mixed, which needs nothing of the task. */
  ofWeights: boolean;
}

/**
 * As written, or at the group's own lambdas. Between two models
 * lies a line: it is clear which two, and where each lambda is on it, only for one varying weight.
 */
export function resolveMixtures(
  { lambdas, written, ofWeights }: AskedMixtures,
  path: string,
  context: LambdaContext,
): Lambda[] {
  const refuse = (message: string) => context.issues.push({ path: `${path}.interpolation`, message });
  if (!context.task.interpolates && !ofWeights)
    refuse(
      `task "${context.task.id}" cannot mix the outputs of two models: leave it out, or write "weights" to mix their weights`,
    );
  const valuesOf = (name: string) => lambdas.map((lambda) => lambda[name] as number);
  const varying = context.variables.filter(({ name }) => new Set(valuesOf(name)).size > 1);
  const [weight] = varying;
  if (weight === undefined || varying.length > 1 || weight.kind !== 'weight') {
    const found =
      weight === undefined ? 'there is only one' : `${varying.map(({ name }) => name).join(' and ')} vary`;
    refuse(
      `an interpolation needs lambdas that differ in one weight, and ${found}: leave it out, or change the lambdas`,
    );
    return [...lambdas];
  }
  const { name } = weight;
  if (valuesOf(name).includes(0)) {
    refuse(
      `an interpolation goes by the logarithm of "${name}", and 0 has none: leave it out, or change the lambdas`,
    );
  }
  if (!written) return [...lambdas];
  const at = `${path}.evaluation.lambdas`;
  const mixtures = resolveGrid(written, at, context);
  const [min, max] = [Math.min(...valuesOf(name)), Math.max(...valuesOf(name))];
  const isBetween = (lambda: Lambda) => (lambda[name] as number) >= min && (lambda[name] as number) <= max;
  const others = (lambda: Lambda) => lambdaKey({ ...lambda, [name]: min });
  const beside = mixtures.find(
    (lambda) => !isBetween(lambda) || others(lambda) !== others(lambdas[0] as Lambda),
  );
  if (beside) {
    const message = `${lambdaLabel(beside)} is not between the two extreme models of the group: keep "${name}" from ${min} to ${max}, and the rest as it is in the group's lambdas`;
    context.issues.push({ path: at, message });
  }
  return mixtures;
}

/** Of a group without mixtures; a resolved group repeats its own lambdas, which says nothing. */
export function refuseMixtures(
  { lambdas, written }: Mixtures,
  path: string,
  { variables, issues }: LambdaContext,
): void {
  const own = new Set(lambdas.map(lambdaKey));
  if (!written || gridLambdas(written, variables).every((lambda) => own.has(lambdaKey(lambda)))) return;
  const message =
    'says where mixtures are evaluated, and this group has none: leave it out, or add "interpolation: true" (fixed models are compared at every lambda)';
  issues.push({ path: `${path}.evaluation.lambdas`, message });
}
