/** The child process: opens the engine, then trains the jobs it is sent, one after the other, and reports to the daemon. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  AppError,
  type EngineName,
  engineClass,
  type JobCommand,
  LONGEST_MESSAGE,
  taskVersion,
  toAppError,
} from '@yoto/core';
import { openEngine, tf } from '@yoto/engine';
import { writeFileDurably } from '@yoto/host';
import { loadTasks } from '@yoto/tasks';
import {
  evaluateCodec,
  evaluateInterpolation,
  type Task,
  type TrainReport,
  type TrainResult,
  type TrainSignal,
  trainJob,
} from '@yoto/training';
import { endingOfError } from '../attempt/attempt-ending.ts';
import { scoreKeeper } from './checkpoint-score.ts';
import { type DaemonChannel, openDaemonChannel } from './daemon-channel.ts';
import { deviceMemory } from './device-memory.ts';
import { exampleFiles } from './example-files.ts';
import { encodePictures, type PictureFile } from './picture-files.ts';
import { meterUse, type UseMeter } from './process-use.ts';

async function main(daemon: DaemonChannel): Promise<void> {
  const { engine: choice, engineReason, threads, nativeDir, taskPackages } = await daemon.start();
  const asked = engineReason === null || choice === 'auto' ? choice : { name: choice, reason: engineReason };
  const engine = await openEngine(asked, { threads, nativeDir });
  const tasks = await loadTasks(taskPackages);
  const { name, version, device, reason } = engine;
  await daemon.send({
    type: 'ready',
    engine: {
      name,
      version,
      device,
      reason,
      class: engineClass(name),
      memoryBytes: await deviceMemory(name),
    },
    tasks: tasks.map(({ spec }) => ({ id: spec.id, version: taskVersion(spec) })),
  });
  const tensorsBefore = tf.memory().numTensors;
  for (;;) {
    const { job, signal } = await daemon.nextJob();
    const { status, timings } = await runJob(job, { engineName: name, tasks, signal, daemon });
    const outcome = status === 'completed' ? 'completed' : 'preempted';
    await daemon.send({ type: 'ending', outcome, timings: { ...timings } });
    if (tf.memory().numTensors !== tensorsBefore) break;
    await daemon.send({ type: 'idle' });
  }
  await engine.dispose();
}

interface JobContext {
  engineName: EngineName;
  tasks: readonly Task[];
  signal: TrainSignal;
  daemon: DaemonChannel;
}

async function runJob(
  job: JobCommand,
  { engineName, tasks, signal, daemon }: JobContext,
): Promise<TrainResult> {
  const task = findTask(job, tasks);
  const use = useOf(job, engineName);
  const report = reportTo(daemon, { task, workDir: job.workDir, use });
  const shared = { task, dataDir: job.dataDir, dataFolders: job.dataFolders, signal, report };
  if (job.type === 'measure') return evaluateCodec({ ...shared, spec: job.spec });
  if (job.type === 'interpolate') {
    const { least, greatest } = job.sources;
    const sources = { least: await readFile(least), greatest: await readFile(greatest) };
    return evaluateInterpolation({ ...shared, spec: job.spec, sources });
  }
  const resumeFrom = job.resumeFrom === null ? undefined : await readFile(job.resumeFrom);
  const startFrom = job.startFrom === undefined ? undefined : await readFile(job.startFrom);
  return trainJob({ ...shared, spec: job.spec, engineName, resumeFrom, startFrom });
}

/** Of a job that trains; the others are through soon, and have no curves. */
function useOf(job: JobCommand, engineName: EngineName): UseMeter | undefined {
  if (job.type !== 'train') return undefined;
  const { batchSize } = job.spec;
  return meterUse({ batchSize, watchesGpu: engineClass(engineName) === 'gpu' });
}

function findTask({ spec }: JobCommand, tasks: readonly Task[]): Task {
  const task = tasks.find((candidate) => candidate.spec.id === spec.task.id);
  if (task) return task;
  throw new AppError(
    'config_invalid',
    `This worker does not know the task "${spec.task.id}": name its package in TASK_PACKAGES`,
  );
}

/** Reports of the train loop as messages; what is binary goes to a file in the working folder first. */
function reportTo(
  daemon: DaemonChannel,
  { task, workDir, use }: { task: Task; workDir: string; use: UseMeter | undefined },
): TrainReport {
  const scores = scoreKeeper(task.spec.lossTerms);
  const examples = exampleFiles();
  const write = async (file: string, bytes: Uint8Array) => {
    await writeFileDurably(path.join(workDir, file), bytes);
    return { file, bytes: bytes.length };
  };
  const artifact = async ({ name, mediaType, file, bytes }: PictureFile) =>
    daemon.send({ type: 'artifact', name, mediaType, ...(await write(file, bytes)) });
  const picturesFailed = (error: AppError) => {
    const message = `The job has no pictures: ${error.message}`.slice(0, LONGEST_MESSAGE);
    return daemon.send({ type: 'event', event: 'pictures_failed', message });
  };
  return {
    data: (data) => daemon.send({ type: 'data', data }),
    progress: ({ step, examplesPerSecond }) => daemon.send({ type: 'progress', step, examplesPerSecond }),
    metrics: (points) => {
      const step = points[0]?.step;
      const used = step === undefined ? [] : (use?.after(step) ?? []);
      return daemon.send({ type: 'metrics', points: [...points, ...used] });
    },
    evaluation: (points) => {
      scores.evaluated(points);
      return daemon.send({ type: 'evaluations', points });
    },
    checkpoint: async (step, bytes) => {
      const written = await write(`step-${step}.safetensors`, bytes);
      await daemon.send({ type: 'checkpoint', step, score: scores.at(step), ...written });
    },
    examplePicture: async (picture) => artifact(await examples.picture(picture)),
    examples: (values) => artifact(examples.list(values)),
    async pictures(sheets) {
      const pictures = await encodePictures(sheets).catch(toAppError);
      if (pictures instanceof AppError) return picturesFailed(pictures);
      for (const picture of pictures) await artifact(picture);
    },
    picturesFailed,
  };
}

// Signals are the daemon's business: it asks for a checkpoint before it stops.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

const daemon = openDaemonChannel();
main(daemon)
  .catch(async (thrown: unknown) => {
    const error = toAppError(thrown);
    if (error.code === 'internal') console.error(error.stack ?? error.message);
    await daemon.send(endingOfError(error));
  })
  .finally(() => process.exit(0));
