/** The child process: opens the engine, then trains the jobs it is sent, one after the other, and reports over IPC. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, toAppError } from '@yoto/core';
import { openEngine, tf } from '@yoto/engine';
import { loadTasks } from '@yoto/tasks';
import {
  evaluateInterpolation,
  evaluateReference,
  type Task,
  type TrainReport,
  type TrainResult,
  type TrainSignal,
  trainJob,
} from '@yoto/training';
import { scoreKeeper } from './checkpoint-score.ts';
import { type DaemonChannel, openDaemonChannel } from './daemon-channel.ts';
import { exampleFiles } from './example-files.ts';
import { encodePictures, type PictureFile } from './picture-files.ts';
import type { JobCommand, TrainerEngineOptions } from './trainer-messages.ts';
import { writeFileDurably } from './write-file-durably.ts';

async function main(options: TrainerEngineOptions, daemon: DaemonChannel): Promise<void> {
  const engine = await openEngine(options.engine, { threads: options.threads, nativeDir: options.nativeDir });
  const { name, version, device, reason } = engine;
  await daemon.report({ type: 'engine', name, version, device, reason });
  const tensorsBefore = tf.memory().numTensors;
  for (;;) {
    const { job, signal } = await daemon.nextJob();
    const result = await runJob(job, { engineName: name, signal, daemon });
    const timings = { ...result.timings };
    const type = result.status === 'completed' ? 'completed' : 'stopped';
    await daemon.report({ type, step: result.step, timings });
    if (tf.memory().numTensors !== tensorsBefore) break;
    await daemon.report({ type: 'idle' });
  }
  await engine.dispose();
}

interface JobContext {
  engineName: string;
  signal: TrainSignal;
  daemon: DaemonChannel;
}

async function runJob(job: JobCommand, { engineName, signal, daemon }: JobContext): Promise<TrainResult> {
  const { spec, dataDir, dataFolders } = job;
  const task = await findTask(job);
  const report = reportTo(daemon, { task, workDir: job.workDir });
  if (job.type === 'interpolate') {
    const [least, greatest] = job.sources;
    const sources = [await readFile(least), await readFile(greatest)] as const;
    return evaluateInterpolation({ spec, task, dataDir, dataFolders, sources, signal, report });
  }
  if (job.type === 'reference')
    return evaluateReference({ spec, task, dataDir, dataFolders, signal, report });
  const resumeFrom = job.resumeFrom === undefined ? undefined : await readFile(job.resumeFrom);
  return trainJob({ spec, task, dataDir, dataFolders, engineName, resumeFrom, signal, report });
}

async function findTask({ spec, taskPackages }: JobCommand): Promise<Task> {
  const tasks = await loadTasks(taskPackages);
  const task = tasks.find((candidate) => candidate.spec.id === spec.task.id);
  if (task) return task;
  throw new AppError(
    'config_invalid',
    `This worker does not know the task "${spec.task.id}": name its package in TASK_PACKAGES`,
  );
}

function reportTo(daemon: DaemonChannel, { task, workDir }: { task: Task; workDir: string }): TrainReport {
  const scores = scoreKeeper(task.spec.lossTerms);
  const picturesFailed = ({ message }: AppError) => daemon.report({ type: 'pictures-failed', message });
  const examples = exampleFiles();
  const artifact = async ({ bytes, ...picture }: PictureFile) => {
    await writeFileDurably(path.join(workDir, picture.file), bytes);
    await daemon.report({ type: 'artifact', ...picture });
  };
  return {
    data: (data) => daemon.report({ type: 'data', data }),
    progress: ({ step, examplesPerSecond }) => daemon.report({ type: 'progress', step, examplesPerSecond }),
    metrics: (points) => daemon.report({ type: 'metrics', points }),
    evaluation: (points) => {
      scores.evaluated(points);
      return daemon.report({ type: 'evaluations', points });
    },
    checkpoint: async (step, bytes) => {
      const file = `step-${step}.safetensors`;
      await writeFileDurably(path.join(workDir, file), bytes);
      await daemon.report({ type: 'checkpoint', step, file, score: scores.at(step) });
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
main(JSON.parse(process.argv[2] ?? '{}') as TrainerEngineOptions, daemon)
  .catch(async (thrown: unknown) => {
    const error = toAppError(thrown);
    if (error.code === 'internal') console.error(error.stack ?? error.message);
    await daemon.report({ type: 'failed', code: error.code, message: error.message });
  })
  .finally(() => process.exit(0));
