/** From what a person wrote to a spec with every default filled in, checked against the task. */

import type { InputIssue } from '../errors.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { LambdaDistribution } from '../lambda/lambda-distribution.ts';
import { lambdaGridSize, lambdaGridValues, MAX_LAMBDAS } from '../lambda/lambda-grid.ts';
import { invalidInput, parseInput } from '../parse-input.ts';
import { unstorableTexts } from '../plain-text.ts';
import type { TaskCatalogue } from '../task/task-catalogue.ts';
import { type DatasetSpec, type TaskSpec, variableTerms } from '../task/task-spec.ts';
import type { ConditioningSpec } from './conditioning-spec.ts';
import { overlay } from './overlay.ts';
import { resolveReferenceGroup } from './resolve-reference-group.ts';
import { spreadOver, uniqueLambdas } from './spread-lambdas.ts';
import { limitJobs } from './sweep-limits.ts';
import {
  type GroupInput,
  type ResolvedGroup,
  type SweepSettings,
  SweepSpec,
  SweepSpecInput,
} from './sweep-spec.ts';

const SPEC_NAME = 'The sweep spec';
const DEFAULT_EVALUATION_EXAMPLES = 1024;
const DEFAULT_OPTIMISER = { kind: 'adam' as const, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const DEFAULT_RETRY = { maxAttempts: 3, backoffMs: 5000 };
const MOST_STEPS_BETWEEN_CHECKPOINTS = 5000;

interface Context {
  task: TaskSpec;
  dataset: DatasetSpec;
  defaults: SweepSettings;
  terms: readonly string[];
  issues: InputIssue[];
  /** Lambdas of all fixed groups, where YOTO groups are evaluated by default. */
  fixedLambdas: Lambda[];
}

/**
 * Throws `invalid_input` naming every wrong place; `not_found` for an unknown task. Settings come, in this order,
 * from the group, the sweep's `defaults`, the task's data set and the product.
 */
export function resolveSweepSpec(written: unknown, tasks: TaskCatalogue): SweepSpec {
  const input = parseInput(SweepSpecInput, written, SPEC_NAME);
  const task = tasks.get(input.task.id);
  const dataset = findDataset(task, input.dataset?.id);
  const fixedGroups = input.groups.filter((group) => group.kind === 'fixed');
  limitJobs(fixedGroups.reduce((sum, { lambdas }) => sum + lambdaGridSize(lambdas), 0));
  const context: Context = {
    task,
    dataset,
    defaults: input.defaults,
    terms: variableTerms(task),
    issues: duplicateNames(input.groups),
    fixedLambdas: uniqueLambdas(fixedGroups.flatMap(({ lambdas }) => lambdaGridValues(lambdas))),
  };
  const taskParams = parseInput(task.params, input.task.params, SPEC_NAME, 'task.params');
  const datasetParams = parseInput(dataset.params, input.dataset?.params ?? {}, SPEC_NAME, 'dataset.params');
  context.issues.push(...unstorableTexts(taskParams, 'task.params'));
  context.issues.push(...unstorableTexts(datasetParams, 'dataset.params'));
  const groups = input.groups.map((group, index) => resolveGroup(group, `groups.${index}`, context));
  if (context.issues.length > 0) throw invalidInput(SPEC_NAME, context.issues);
  return parseInput(
    SweepSpec,
    {
      version: input.version,
      name: input.name,
      ...(input.description === undefined ? {} : { description: input.description }),
      task: { id: task.id, params: taskParams },
      dataset: { id: dataset.id, params: datasetParams },
      groups,
    },
    SPEC_NAME,
  );
}

function findDataset(task: TaskSpec, id: string | undefined): DatasetSpec {
  const known = task.datasets.map((dataset) => dataset.id).join(', ');
  const dataset =
    id === undefined ? task.datasets[0] : task.datasets.find((candidate) => candidate.id === id);
  if (dataset) return dataset;
  throw invalidInput(SPEC_NAME, [
    { path: 'dataset.id', message: `task "${task.id}" has no data set "${id}"; it knows: ${known}` },
  ]);
}

function duplicateNames(groups: readonly GroupInput[]): InputIssue[] {
  return groups.flatMap((group, index) =>
    groups.findIndex((other) => other.name === group.name) < index
      ? [{ path: `groups.${index}.name`, message: `two groups are called "${group.name}": rename one` }]
      : [],
  );
}

function resolveGroup(group: GroupInput, path: string, context: Context): ResolvedGroup {
  const { dataset, defaults } = context;
  const setting = <K extends keyof SweepSettings>(key: K) => group[key] ?? defaults[key];
  const steps = setting('steps') ?? dataset.defaults.steps;
  const tenth = Math.max(1, Math.ceil(steps / 10));
  const shared = {
    name: group.name,
    steps,
    seeds: setting('seeds') ?? [0],
    widthMultiplier: setting('widthMultiplier') ?? 1,
    batchSize: setting('batchSize') ?? dataset.defaults.batchSize,
    learningRate: setting('learningRate') ?? dataset.defaults.learningRate,
    schedule: setting('schedule') ?? dataset.defaults.schedule,
    weightDecay: setting('weightDecay') ?? dataset.defaults.weightDecay,
    optimiser: overlay(DEFAULT_OPTIMISER, defaults.optimiser, group.optimiser),
    checkpoint: overlay(
      { everySteps: Math.min(MOST_STEPS_BETWEEN_CHECKPOINTS, tenth) },
      defaults.checkpoint,
      group.checkpoint,
    ),
    metricsEverySteps: setting('metricsEverySteps') ?? Math.max(1, Math.min(100, Math.floor(steps / 100))),
    priority: setting('priority') ?? 0,
    retry: overlay(DEFAULT_RETRY, defaults.retry, group.retry),
    labels: { ...defaults.labels, ...group.labels },
    conditioning: resolveConditioning(group, path, context),
  };
  const policy = overlay(
    { everySteps: tenth, examples: DEFAULT_EVALUATION_EXAMPLES },
    defaults.evaluation,
    group.evaluation,
  );
  if (group.kind === 'fixed') {
    const lambdas = checkTerms(lambdaGridValues(group.lambdas), `${path}.lambdas`, context);
    const interpolation = group.interpolation ?? false;
    if (interpolation) checkInterpolation(lambdas, path, context);
    return { ...shared, kind: 'fixed', lambdas, interpolation, evaluation: { ...policy, lambdas } };
  }
  if (group.kind === 'reference') {
    const { lambdas, ...own } = resolveReferenceGroup(group, path, context);
    return { ...shared, ...own, evaluation: { ...policy, everySteps: own.steps, lambdas } };
  }
  const distribution = resolveDistribution(group.distribution, path, context);
  return {
    ...shared,
    kind: 'yoto',
    distribution,
    evaluation: { ...policy, lambdas: evaluationLambdas(group, distribution, path, context) },
  };
}

function resolveConditioning(group: GroupInput, path: string, context: Context): ConditioningSpec {
  const base: ConditioningSpec = {
    kind: 'film',
    preprocess: 'log',
    hiddenUnits: context.dataset.defaults.conditioningHiddenUnits,
    strength: context.dataset.defaults.filmStrength,
  };
  if (group.kind === 'yoto') return overlay(base, context.defaults.conditioning, group.conditioning);
  if (group.conditioning?.kind !== undefined && group.conditioning.kind !== 'none') {
    context.issues.push({
      path: `${path}.conditioning`,
      message: `a ${group.kind} group has no conditioning, as no model of it is told lambda: leave it out, or make the group "yoto"`,
    });
  }
  return { ...base, kind: 'none' };
}

function resolveDistribution(
  written: Record<string, LambdaDistribution> | undefined,
  path: string,
  context: Context,
): Record<string, LambdaDistribution> {
  for (const term of Object.keys(written ?? {})) {
    if (!context.terms.includes(term))
      context.issues.push(unknownTerm(`${path}.distribution.${term}`, term, context));
  }
  const resolved: Record<string, LambdaDistribution> = {};
  for (const term of context.terms) {
    const distribution = written?.[term] ?? context.dataset.defaults.distribution[term];
    if (distribution) resolved[term] = distribution;
    else {
      const message = `the weight of "${term}" needs a distribution (data set "${context.dataset.id}" suggests none)`;
      context.issues.push({ path: `${path}.distribution.${term}`, message });
    }
  }
  return resolved;
}

function checkTerms(lambdas: Lambda[], path: string, context: Context): Lambda[] {
  const first = lambdas[0] ?? {};
  for (const term of Object.keys(first)) {
    if (!context.terms.includes(term)) context.issues.push(unknownTerm(`${path}.${term}`, term, context));
  }
  const incomplete = lambdas.find((lambda) => context.terms.some((term) => lambda[term] === undefined));
  if (incomplete) {
    const missing = context.terms.filter((term) => incomplete[term] === undefined).join(', ');
    context.issues.push({ path, message: `every lambda needs a weight for: ${missing}` });
  }
  return lambdas;
}

/** Between two models lies a line: it is clear which two, and where each lambda is on it, only for one varying weight. */
function checkInterpolation(lambdas: readonly Lambda[], path: string, context: Context): void {
  const refuse = (message: string) => context.issues.push({ path: `${path}.interpolation`, message });
  if (!context.task.interpolates)
    refuse(`task "${context.task.id}" cannot mix the outputs of two models: leave it out`);
  const varying = context.terms.filter((term) => new Set(lambdas.map((lambda) => lambda[term])).size > 1);
  if (varying.length === 1) return;
  const found = varying.length === 0 ? 'there is only one' : `${varying.join(' and ')} vary`;
  refuse(
    `an interpolation needs lambdas that differ in one weight, and ${found}: leave it out, or change the lambdas`,
  );
}

function unknownTerm(path: string, term: string, context: Context): InputIssue {
  const known = context.terms.join(', ') || 'none';
  return {
    path,
    message: `task "${context.task.id}" has no variable loss weight "${term}"; it knows: ${known}`,
  };
}

function evaluationLambdas(
  group: GroupInput,
  distribution: Record<string, LambdaDistribution>,
  path: string,
  context: Context,
): Lambda[] {
  const written = group.evaluation?.lambdas ?? context.defaults.evaluation?.lambdas;
  let lambdas: Lambda[];
  if (written) lambdas = checkTerms(lambdaGridValues(written), `${path}.evaluation.lambdas`, context);
  else if (context.fixedLambdas.length > 0) lambdas = context.fixedLambdas;
  else lambdas = spreadOver(distribution);
  if (lambdas.length > MAX_LAMBDAS) {
    context.issues.push({
      path: `${path}.evaluation.lambdas`,
      message: `${lambdas.length} lambdas are too many to evaluate at (at most ${MAX_LAMBDAS}): list fewer`,
    });
  }
  return lambdas;
}
