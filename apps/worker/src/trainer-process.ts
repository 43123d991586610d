/** The child process: opens the engine, then trains the one job it is sent and reports over IPC. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, toAppError } from '@yoto/core';
import { openEngine } from '@yoto/engine';
import { loadTasks } from '@yoto/tasks';
import { type TrainSignal, trainJob } from '@yoto/training';
import type { TrainerCommand, TrainerEngineOptions, TrainerReport } from './trainer-messages.ts';

const signal: TrainSignal = {};

/** Resolves when the channel has taken the report: a trainer cannot run ahead of a daemon that is behind. */
function report(message: TrainerReport): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!process.send)
      return reject(new AppError('internal', 'A trainer is started by the worker, not by hand'));
    process.send(message, undefined, {}, (error) => (error ? reject(error) : resolve()));
  });
}

/** The commands, waiting for the first `train`; a `stop` may come at any time, also before it. */
function nextJob(): Promise<Extract<TrainerCommand, { type: 'train' }>> {
  return new Promise((resolve) => {
    process.on('message', (command: TrainerCommand) => {
      if (command.type === 'stop') signal.stop = 'checkpoint';
      else resolve(command);
    });
  });
}

async function main(options: TrainerEngineOptions): Promise<void> {
  const commanded = nextJob();
  const engine = await openEngine(options.engine, { threads: options.threads, nativeDir: options.nativeDir });
  await report({ type: 'engine', name: engine.name, device: engine.device, reason: engine.reason });
  const { spec, dataDir, workDir, taskPackages, resumeFrom } = await commanded;
  const tasks = await loadTasks(taskPackages);
  const task = tasks.find((candidate) => candidate.spec.id === spec.task.id);
  if (!task) {
    throw new AppError(
      'not_found',
      `This worker does not know the task "${spec.task.id}": name its package in TASK_PACKAGES`,
    );
  }
  const result = await trainJob({
    spec,
    task,
    dataDir,
    engineName: engine.name,
    resumeFrom: resumeFrom === undefined ? undefined : await readFile(resumeFrom),
    signal,
    report: {
      progress: ({ step, examplesPerSecond }) => report({ type: 'progress', step, examplesPerSecond }),
      metrics: (points) => report({ type: 'metrics', points }),
      evaluation: (points) => report({ type: 'evaluations', points }),
      checkpoint: async (step, bytes) => {
        const file = path.join(workDir, `step-${step}.safetensors`);
        await writeFile(file, bytes);
        await report({ type: 'checkpoint', step, file });
      },
    },
  });
  await report(
    result.status === 'completed'
      ? { type: 'completed', timings: { ...result.timings } }
      : { type: 'stopped', step: result.step, timings: { ...result.timings } },
  );
  await engine.dispose();
}

// The daemon is gone: nobody is left to report to.
process.on('disconnect', () => process.exit(1));
// Signals are the daemon's business: it asks for a checkpoint before it stops.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

main(JSON.parse(process.argv[2] ?? '{}') as TrainerEngineOptions)
  .catch(async (thrown: unknown) => {
    const error = toAppError(thrown);
    if (error.code === 'internal') console.error(error.stack ?? error.message);
    await report({ type: 'failed', code: error.code, message: error.message });
  })
  .finally(() => process.exit(0));
