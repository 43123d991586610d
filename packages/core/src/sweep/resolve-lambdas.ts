/** Which lambdas a group draws, trains and is evaluated at, checked against the weights and parameters of the task. */
import type { InputIssue } from '../errors.ts';
import { type Lambda, lambdaKey, lambdaLabel, MAX_LAMBDAS, uniqueLambdas } from '../lambda/lambda.ts';
import { type LambdaDistribution, lambdaRange } from '../lambda/lambda-distribution.ts';
import {
  type LambdaGrid,
  lambdaGridSize,
  lambdaGridValues,
  weightGridValues,
} from '../lambda/lambda-grid.ts';
import { completedLambda, distributionOver, type LambdaVariable } from '../lambda/lambda-variable.ts';
import { MOST_SOBOL_DIMENSIONS } from '../random/sobol.ts';
import type { DatasetSpec, TaskSpec } from '../task/task-spec.ts';
import type { ConditioningSpec } from './conditioning-spec.ts';

export interface LambdaContext {
  task: TaskSpec;
  dataset: DatasetSpec;
  variables: readonly LambdaVariable[];
  /** What is wrong is added here. */
  issues: InputIssue[];
  /** Lambdas of all fixed groups, where YOTO groups are evaluated by default. */
  fixedLambdas: Lambda[];
}

type Distributions = Record<string, LambdaDistribution>;

/** Each variable's distribution: the group's own, the data set's, or (of a loss parameter) all of its range. */
export function resolveDistribution(
  written: Distributions | undefined,
  path: string,
  context: LambdaContext,
): Distributions {
  refuseUnknown(Object.keys(written ?? {}), `${path}.distribution`, context);
  const resolved: Distributions = {};
  for (const variable of context.variables) {
    const { name, kind } = variable;
    const suggested = written?.[name] ?? context.dataset.defaults.distribution[name];
    if (suggested) resolved[name] = suggested;
    else if (kind === 'parameter') resolved[name] = distributionOver(variable);
    else {
      const message = `the weight of "${name}" needs a distribution (data set "${context.dataset.id}" suggests none)`;
      context.issues.push({ path: `${path}.distribution.${name}`, message });
    }
  }
  return resolved;
}

/** The lambdas of a grid, each once, with what they leave out taken from the task's defaults. */
export function gridLambdas(grid: LambdaGrid, variables: readonly LambdaVariable[]): Lambda[] {
  if (isBeyondSobol(grid, variables) || lambdaGridSize(grid, variables) > MAX_LAMBDAS) return [];
  return uniqueLambdas(lambdaGridValues(grid, variables).map((lambda) => completedLambda(lambda, variables)));
}

/** The same; what is wrong with them is added to the issues. */
export function resolveGrid(grid: LambdaGrid, path: string, context: LambdaContext): Lambda[] {
  const { variables, issues } = context;
  if (isBeyondSobol(grid, variables)) {
    const message = `a sobol set covers ${MOST_SOBOL_DIMENSIONS} weights and parameters at most: use "random"`;
    issues.push({ path: `${path}.sobol`, message });
    return [];
  }
  const size = lambdaGridSize(grid, variables);
  if (size > MAX_LAMBDAS) {
    issues.push({ path, message: `makes ${size} lambdas, more than the limit of ${MAX_LAMBDAS}: use fewer` });
    return [];
  }
  const lambdas = gridLambdas(grid, variables);
  refuseUnknown([...new Set(lambdas.flatMap(Object.keys)), ...rangeNames(grid)], path, context);
  const incomplete = lambdas.find((lambda) => variables.some(({ name }) => lambda[name] === undefined));
  if (incomplete) {
    const missing = variables.map(({ name }) => name).filter((name) => incomplete[name] === undefined);
    issues.push({ path, message: `every lambda needs a weight for: ${missing.join(', ')}` });
  }
  return lambdas;
}

const isBeyondSobol = (grid: LambdaGrid, variables: readonly LambdaVariable[]) =>
  'sobol' in grid && variables.length > MOST_SOBOL_DIMENSIONS;

/** Ranges of names that a set does not draw would be ignored. */
function rangeNames(grid: LambdaGrid): string[] {
  const drawn = 'random' in grid ? grid.random : 'sobol' in grid ? grid.sobol : {};
  return 'ranges' in drawn ? Object.keys(drawn.ranges ?? {}) : [];
}

function refuseUnknown(names: readonly string[], path: string, { task, variables, issues }: LambdaContext) {
  const known = variables.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const message = `task "${task.id}" has no variable loss weight "${name}"; it knows: ${known.join(', ') || 'none'}`;
    issues.push({ path: `${path}.${name}`, message });
  }
}

/** The lambda whose model is the single-model baseline, which has to be one of the group's. */
export function resolveSingleModel(
  written: 'default' | Lambda | undefined,
  lambdas: readonly Lambda[],
  path: string,
  { task, variables, issues }: LambdaContext,
): Lambda | undefined {
  if (written === undefined) return undefined;
  const refuse = (message: string) => issues.push({ path: `${path}.singleModel`, message });
  if (written === 'default' && !task.defaultLambda) {
    refuse(`task "${task.id}" has no default weights: name the lambda of one of the models`);
    return undefined;
  }
  const wanted = completedLambda(written === 'default' ? {} : written, variables);
  if (lambdas.some((lambda) => lambdaKey(lambda) === lambdaKey(wanted))) return wanted;
  refuse(`the group trains no model for ${lambdaLabel(wanted)}: name one of its lambdas`);
  return undefined;
}

/** Of a YOTO group. */
interface Yoto {
  conditioning: ConditioningSpec;
  distribution: Distributions;
  written: LambdaGrid | undefined;
}

const seesLogarithms = ({ kind, preprocess }: ConditioningSpec) => kind !== 'none' && preprocess !== 'raw';

/** A model that is told logarithms cannot be told 0. */
export function checkZeros(
  { conditioning, distribution, written }: Yoto,
  path: string,
  context: LambdaContext,
) {
  if (!seesLogarithms(conditioning)) return;
  const advice = `has no logarithm (conditioning.preprocess is "${conditioning.preprocess}"): set that to "raw", or keep every value above 0`;
  for (const [name, one] of Object.entries(distribution)) {
    if (lambdaRange(one).min > 0) continue;
    const message = `"${name}" may be drawn as 0, which ${advice}`;
    context.issues.push({ path: `${path}.distribution.${name}`, message });
  }
  if (written && gridLambdas(written, context.variables).some(hasZero)) {
    const message = `the model would be told 0, which ${advice}`;
    context.issues.push({ path: `${path}.evaluation.lambdas`, message });
  }
}

const hasZero = (lambda: Lambda) => Object.values(lambda).includes(0);

/** As written, or the fixed groups' (those that the model can be told), or all over what it draws from. */
export function evaluationLambdas(
  { conditioning, distribution, written }: Yoto,
  path: string,
  context: LambdaContext,
): Lambda[] {
  const tellable = seesLogarithms(conditioning)
    ? context.fixedLambdas.filter((lambda) => !hasZero(lambda))
    : context.fixedLambdas;
  let lambdas: Lambda[];
  if (written) lambdas = resolveGrid(written, `${path}.evaluation.lambdas`, context);
  else if (tellable.length > 0) lambdas = tellable;
  else lambdas = spreadOver(distribution, context.variables);
  if (lambdas.length > MAX_LAMBDAS) {
    context.issues.push({
      path: `${path}.evaluation.lambdas`,
      message: `${lambdas.length} lambdas are too many to evaluate at (at most ${MAX_LAMBDAS}): list fewer`,
    });
  }
  return lambdas;
}

const DEFAULT_EVALUATION_LAMBDAS = 8;

/**
 * Where a model is evaluated when nobody says where. One variable: evenly spaced over what it is drawn from, on its own scale. Several: each varied alone about the task's
 * default, or about the middle where there is none in the range.
 */
function spreadOver(
  distribution: Readonly<Record<string, LambdaDistribution>>,
  variables: readonly LambdaVariable[],
): Lambda[] {
  const values = Object.entries(distribution).map(([name, one]) => {
    const range = lambdaRange(one);
    if (range.min === range.max) return { name, grid: [range.min], middle: range.min };
    const variable = variables.find((candidate) => candidate.name === name);
    const isLinear = variable?.scale === 'linear' || range.min === 0;
    const spacing = { ...range, count: DEFAULT_EVALUATION_LAMBDAS };
    const grid = weightGridValues(isLinear ? { linSpaced: spacing } : { logSpaced: spacing });
    return { name, grid, middle: middleOf(range, variable?.default, isLinear) };
  });
  const middle = Object.fromEntries(values.map(({ name, middle }) => [name, middle]));
  return uniqueLambdas(
    values.flatMap(({ name, grid }) => grid.map((value) => ({ ...middle, [name]: value }))),
  );
}

function middleOf(
  { min, max }: { min: number; max: number },
  preferred: number | undefined,
  isLinear: boolean,
): number {
  if (preferred !== undefined && preferred >= min && preferred <= max) return preferred;
  return Number((isLinear ? (min + max) / 2 : Math.sqrt(min * max)).toPrecision(6));
}
