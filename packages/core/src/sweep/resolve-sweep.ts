/** From what a person wrote to a spec with every default filled in, checked against the task. */

import type { InputIssue } from '../errors.ts';
import { uniqueLambdas } from '../lambda/lambda.ts';
import { lambdaGridSize } from '../lambda/lambda-grid.ts';
import { lambdaVariables } from '../lambda/lambda-variable.ts';
import { invalidInput, parseInput } from '../parse-input.ts';
import { unstorableTexts } from '../plain-text.ts';
import type { TaskCatalogue } from '../task/task-catalogue.ts';
import { type DatasetSpec, type TaskSpec, taskVersion } from '../task/task-spec.ts';
import type { JobRequires } from './job-requires.ts';
import { overlay } from './overlay.ts';
import { codecSettings } from './resolve-codec-group.ts';
import {
  checkZeros,
  evaluationLambdas,
  gridLambdas,
  type LambdaContext,
  resolveDistribution,
  resolveGrid,
  resolveSingleModel,
} from './resolve-lambdas.ts';
import { refuseMixtures, resolveMixtures } from './resolve-mixtures.ts';
import { resolveConditioning, resolveOptimiser } from './resolve-model.ts';
import { startFields, wrongStarts } from './resolve-starts.ts';
import { limitJobs } from './sweep-limits.ts';
import {
  type GroupInput,
  type ResolvedGroup,
  type SweepSettings,
  SweepSpec,
  SweepSpecInput,
} from './sweep-spec.ts';
import { MAX_LABELS } from './training-spec.ts';

const SPEC_NAME = 'The sweep spec';
const DEFAULT_EVALUATION_EXAMPLES = 1024;
const DEFAULT_RETRY = { maxAttempts: 3, backoffMs: 5000 };
const MOST_STEPS_BETWEEN_CHECKPOINTS = 5000;

export interface Context extends LambdaContext {
  defaults: SweepSettings;
}

/**
 * Throws `invalid_input` naming every wrong place; `not_found` for an unknown task. Settings come, in this order,
 * from the group, the sweep's `defaults`, the task's data set and the product.
 */
export function resolveSweepSpec(written: unknown, tasks: TaskCatalogue): SweepSpec {
  const input = parseInput(SweepSpecInput, written, SPEC_NAME);
  const task = tasks.get(input.task.id);
  checkTaskVersion(task, input.task.version);
  const dataset = findDataset(task, input.dataset?.id);
  const variables = lambdaVariables(task);
  const fixedGroups = input.groups.filter((group) => group.kind === 'fixed');
  limitJobs(fixedGroups.reduce((sum, { lambdas }) => sum + lambdaGridSize(lambdas, variables), 0));
  const context: Context = {
    task,
    dataset,
    defaults: input.defaults,
    variables,
    issues: duplicateNames(input.groups),
    fixedLambdas: uniqueLambdas(fixedGroups.flatMap(({ lambdas }) => gridLambdas(lambdas, variables))),
  };
  const taskParams = parseInput(task.params, input.task.params, SPEC_NAME, 'task.params');
  const datasetParams = parseInput(dataset.params, input.dataset?.params ?? {}, SPEC_NAME, 'dataset.params');
  context.issues.push(...unstorableTexts(taskParams, 'task.params'));
  context.issues.push(...unstorableTexts(datasetParams, 'dataset.params'));
  const groups = input.groups.map((group, index) => resolveGroup(group, `groups.${index}`, context));
  context.issues.push(...wrongStarts(groups));
  if (context.issues.length > 0) throw invalidInput(SPEC_NAME, context.issues);
  return parseInput(
    SweepSpec,
    {
      version: input.version,
      name: input.name,
      ...(input.description === undefined ? {} : { description: input.description }),
      task: {
        id: task.id,
        ...(task.version === undefined ? {} : { version: task.version }),
        params: taskParams,
      },
      dataset: { id: dataset.id, params: datasetParams },
      groups,
    },
    SPEC_NAME,
  );
}

function checkTaskVersion(task: TaskSpec, asked: number | undefined): void {
  const version = taskVersion(task);
  if (asked === undefined || asked === version) return;
  throw invalidInput(SPEC_NAME, [
    {
      path: 'task.version',
      message: `this server has version ${version} of the task "${task.id}", not ${asked}: leave it out to use that one`,
    },
  ]);
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
  return group.kind === 'codec'
    ? resolveCodecGroup(group, path, context)
    : resolveTrainedGroup(group, path, context);
}

/** What every group has. */
function queueSettings(group: GroupInput, path: string, context: Context) {
  const { defaults } = context;
  return {
    name: group.name,
    priority: group.priority ?? defaults.priority ?? 0,
    retry: overlay(DEFAULT_RETRY, defaults.retry, group.retry),
    labels: mergedLabels(group, path, context),
    ...resolveRequires(defaults.requires, group.requires),
  };
}

type CodecGroupInput = Extract<GroupInput, { kind: 'codec' }>;
export type TrainedGroupInput = Exclude<GroupInput, CodecGroupInput>;

function resolveCodecGroup(group: CodecGroupInput, path: string, context: Context): ResolvedGroup {
  const { evaluation } = context.defaults;
  const examples = group.evaluation?.examples ?? evaluation?.examples ?? DEFAULT_EVALUATION_EXAMPLES;
  return {
    ...queueSettings(group, path, context),
    kind: 'codec',
    codec: group.codec,
    settings: codecSettings(group, path, context),
    evaluation: { examples },
  };
}

function resolveTrainedGroup(group: TrainedGroupInput, path: string, context: Context): ResolvedGroup {
  const { dataset, defaults } = context;
  const setting = <K extends keyof SweepSettings>(key: K) => group[key] ?? defaults[key];
  const steps = setting('steps') ?? dataset.defaults.steps;
  const tenth = Math.max(1, Math.ceil(steps / 10));
  const shared = {
    ...queueSettings(group, path, context),
    steps,
    seeds: setting('seeds') ?? [0],
    widthMultiplier: setting('widthMultiplier') ?? 1,
    batchSize: setting('batchSize') ?? dataset.defaults.batchSize,
    learningRate: setting('learningRate') ?? dataset.defaults.learningRate,
    schedule: setting('schedule') ?? dataset.defaults.schedule,
    weightDecay: setting('weightDecay') ?? dataset.defaults.weightDecay,
    optimiser: resolveOptimiser(group, path, context),
    checkpoint: overlay(
      { everySteps: Math.min(MOST_STEPS_BETWEEN_CHECKPOINTS, tenth) },
      defaults.checkpoint,
      group.checkpoint,
    ),
    metricsEverySteps: setting('metricsEverySteps') ?? Math.max(1, Math.min(100, Math.floor(steps / 100))),
    conditioning: resolveConditioning(group, path, context),
  };
  const policy = overlay(
    { everySteps: tenth, examples: DEFAULT_EVALUATION_EXAMPLES },
    defaults.evaluation,
    group.evaluation,
  );
  if (group.kind === 'fixed') {
    const lambdas = resolveGrid(group.lambdas, `${path}.lambdas`, context);
    const interpolation = group.interpolation ?? false;
    const written = group.evaluation?.lambdas;
    if (!interpolation) refuseMixtures({ lambdas, written }, path, context);
    const mixtures = interpolation
      ? resolveMixtures({ lambdas, written, ofWeights: interpolation === 'weights' }, path, context)
      : lambdas;
    const singleModel = resolveSingleModel(group.singleModel, lambdas, path, context);
    return {
      ...shared,
      kind: 'fixed',
      lambdas,
      interpolation,
      ...(singleModel ? { singleModel } : {}),
      ...startFields(group),
      evaluation: { ...policy, lambdas: mixtures },
    };
  }
  const distribution = resolveDistribution(group.distribution, path, context);
  const written = group.evaluation?.lambdas ?? defaults.evaluation?.lambdas;
  const yoto = { conditioning: shared.conditioning, distribution, written };
  checkZeros(yoto, path, context);
  const lambdas = evaluationLambdas(yoto, path, context);
  const draws = group.draws === 'antithetic' ? { draws: group.draws } : {};
  return {
    ...shared,
    kind: 'yoto',
    distribution,
    ...draws,
    ...startFields(group),
    evaluation: { ...policy, lambdas },
  };
}

/** A group's own settings before those of all groups, label by label; nothing where neither asks for anything. */
function resolveRequires(forAll: JobRequires = {}, own: JobRequires = {}): { requires?: JobRequires } {
  const labels = { ...forAll.labels, ...own.labels };
  const requires = { ...forAll, ...own, ...(Object.keys(labels).length > 0 ? { labels } : {}) };
  return Object.keys(requires).length > 0 ? { requires } : {};
}

/** Every job carries a copy of them, so that the sum counts. */
function mergedLabels(
  group: GroupInput,
  path: string,
  { defaults, issues }: Context,
): Record<string, string> {
  const labels = { ...defaults.labels, ...group.labels };
  if (Object.keys(labels).length > MAX_LABELS) {
    issues.push({ path: `${path}.labels`, message: `must have at most ${MAX_LABELS} labels` });
  }
  return labels;
}
