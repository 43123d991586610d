/** What a lambda is made of: the loss weights that vary, and the loss parameters. */
import type { LossParameterSpec, LossTermSpec } from '../task/task-spec.ts';
import type { LambdaDistribution } from './lambda-distribution.ts';

export interface LambdaVariable {
  name: string;
  label: string;
  kind: 'weight' | 'parameter';
  /** The range that the task suggests. */
  min: number;
  max: number;
  scale: 'log' | 'linear';
  /** What it is where a lambda does not say; undefined where the task has no default weights. */
  default: number | undefined;
}

/** What is needed of a task's spec, or of what the API says of it. */
interface VariableSource {
  lossTerms: readonly Pick<LossTermSpec, 'name' | 'label' | 'weight'>[];
  lossParameters?: readonly Pick<LossParameterSpec, 'name' | 'label' | 'range' | 'default'>[] | undefined;
  defaultLambda?: Readonly<Record<string, number>> | undefined;
}

/** Weights in the order of the loss terms, then parameters: the columns of every lambda tensor. */
export function lambdaVariables({
  lossTerms,
  lossParameters = [],
  defaultLambda = {},
}: VariableSource): LambdaVariable[] {
  const weights = lossTerms.flatMap(({ name, label, weight }): LambdaVariable[] =>
    'fixed' in weight ? [] : [{ name, label, kind: 'weight', ...weight, default: defaultLambda[name] }],
  );
  const parameters = lossParameters.map(
    ({ name, label, range, default: own }): LambdaVariable => ({
      ...{ name, label, kind: 'parameter', ...range },
      default: defaultLambda[name] ?? own,
    }),
  );
  return [...weights, ...parameters];
}

/** Evenly over a range on its scale; one value where there is no range. */
export function distributionOver({
  min,
  max,
  scale,
}: Pick<LambdaVariable, 'min' | 'max' | 'scale'>): LambdaDistribution {
  if (min === max) return { kind: 'fixed', value: min };
  return { kind: scale === 'log' ? 'log-uniform' : 'uniform', min, max };
}

/** The lambda with what it leaves out taken from the defaults, where there are any. */
export function completedLambda(
  lambda: Readonly<Record<string, number>>,
  variables: readonly LambdaVariable[],
): Record<string, number> {
  const missing = variables.flatMap(({ name, default: value }) =>
    lambda[name] === undefined && value !== undefined ? [[name, value] as const] : [],
  );
  return { ...lambda, ...Object.fromEntries(missing) };
}
