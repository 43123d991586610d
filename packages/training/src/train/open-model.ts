/** The data and the model of a job, with the model's first weights. */
import { AppError, lambdaVariables, parseInput, type TrainedJobSpec } from '@yoto/core';
import type { Conditioning } from '../conditioning/conditioning.ts';
import { createConditioning } from '../conditioning/create-conditioning.ts';
import { checkFrozen } from '../frozen/frozen-weights.ts';
import type { NamedVariables, Task, TaskRun } from '../task.ts';

/** What of a job its data, its model and the model's evaluation depend on. */
export type ModelSpec = Pick<
  TrainedJobSpec,
  'task' | 'dataset' | 'seed' | 'batchSize' | 'widthMultiplier' | 'conditioning' | 'distribution'
> & { evaluation: Pick<TrainedJobSpec['evaluation'], 'examples' | 'lambdas'> };

/** Of a job whose models are not told lambda. */
export const UNCONDITIONAL: Pick<ModelSpec, 'conditioning' | 'distribution'> = {
  conditioning: { kind: 'none', preprocess: 'log', hiddenUnits: 1, strength: 1 },
  distribution: {},
};

/** Where a job of any kind finds its task and its data. */
export interface JobPlace {
  task: Task;
  /** The worker's folder of data sets. */
  dataDir: string;
  /** Further folders that jobs may read, by the names that their parameters may use. */
  dataFolders?: Readonly<Record<string, string>>;
}

export interface ModelOptions extends JobPlace {
  spec: ModelSpec;
}

export interface OpenModel {
  readonly spec: ModelSpec;
  readonly task: Task;
  readonly run: TaskRun;
  readonly conditioning: Conditioning;
  /** The columns of lambda. */
  readonly lambdaNames: readonly string[];
  /** Of the model and of the conditioning. */
  readonly variables: NamedVariables;
  /** Of the conditioning alone. */
  readonly conditioningVariables: NamedVariables;
  dispose(): Promise<void>;
}

/** Throws `invalid_input` for a job of another task, `internal` for a faulty task, and what the data set throws. */
export async function openModel(options: ModelOptions): Promise<OpenModel> {
  const { spec, task } = options;
  const lambdaNames = lambdaVariables(task.spec).map(({ name }) => name);
  const conditioning = createConditioning(spec.conditioning, lambdaNames.length, spec.seed);
  const run = await setUpTask(options, conditioning);
  const conditioningVariables = conditioning.weights();
  const dispose = async () => {
    conditioning.dispose();
    await run.dispose();
  };
  let variables: NamedVariables;
  try {
    variables = mergeVariables(run.model.weights(), conditioningVariables);
    checkFrozen(run, variables);
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    spec,
    task,
    run,
    conditioning,
    lambdaNames,
    variables,
    conditioningVariables,
    dispose,
  };
}

async function setUpTask(
  { spec, task, dataDir, dataFolders }: ModelOptions,
  conditioning: Conditioning,
): Promise<TaskRun> {
  const dataset = task.spec.datasets.find(({ id }) => id === spec.dataset.id);
  if (task.spec.id !== spec.task.id || !dataset) {
    const what = `task "${spec.task.id}" with data set "${spec.dataset.id}"`;
    throw new AppError('invalid_input', `The job needs ${what}, which "${task.spec.id}" does not have`);
  }
  try {
    return await task.setup({
      params: parseInput(task.spec.params, spec.task.params, 'task.params of the job'),
      dataset: {
        id: dataset.id,
        params: parseInput(dataset.params, spec.dataset.params, 'dataset.params of the job'),
      },
      dataDir,
      ...(dataFolders && { dataFolders }),
      seed: spec.seed,
      batchSize: spec.batchSize,
      evaluationExamples: spec.evaluation.examples,
      widthMultiplier: spec.widthMultiplier,
      conditioning,
    });
  } catch (error) {
    conditioning.dispose();
    throw error;
  }
}

function mergeVariables(model: NamedVariables, conditioning: NamedVariables): NamedVariables {
  const both = [...conditioning.keys()].filter((name) => model.has(name));
  if (both.length > 0) {
    throw new AppError(
      'internal',
      `The model and its conditioning both have variables called ${both.join(', ')}`,
    );
  }
  return new Map([...model, ...conditioning]);
}
