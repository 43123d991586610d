/**
 * Measures jobs in a process of its own, for a command line that must not load TensorFlow.js. Reads one JSON object
 * from standard input (`Request` below) and prints one a line: the `engine`, then for each job `timed` or `failed`,
 * or else `error`.
 */
import { text } from 'node:stream/consumers';
import { AppError, EngineChoice, parseInput, TrainedJobSpec, toAppError } from '@yoto/core';
import { openEngine } from '@yoto/engine';
import { loadTasks } from '@yoto/tasks';
import { z } from 'zod';
import { timeJob } from './calibrate.ts';
import { loadDataFolders } from './config.ts';

const Request = z.strictObject({
  jobs: z.array(TrainedJobSpec).min(1).max(1000),
  engine: EngineChoice,
  threads: z.int().min(1).max(256),
  nativeDir: z.string(),
  dataDir: z.string(),
  taskPackages: z.array(z.string()),
  /** For all jobs together, without what comes before the first step of each. */
  budgetMs: z.number().positive(),
});

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function run(): Promise<void> {
  const request = parseInput(Request, JSON.parse(await text(process.stdin)), 'The request');
  const tasks = await loadTasks(request.taskPackages);
  const { threads, nativeDir, dataDir } = request;
  const engine = await openEngine(request.engine, { threads, nativeDir });
  print({ engine: { name: engine.name, device: engine.device } });
  const dataFolders = loadDataFolders();
  const budgetMs = request.budgetMs / request.jobs.length;
  for (const [index, spec] of request.jobs.entries()) {
    try {
      const task = tasks.find((candidate) => candidate.spec.id === spec.task.id);
      if (!task) throw new AppError('config_invalid', `The task "${spec.task.id}" is not known here`);
      const timing = await timeJob({ spec, task, dataDir, dataFolders, engineName: engine.name, budgetMs });
      print({ timed: { index, ...timing } });
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      print({ failed: { index, code, message } });
    }
  }
  await engine.dispose();
}

run()
  .catch((thrown: unknown) => {
    const { code, message } = toAppError(thrown);
    print({ error: { code, message } });
    process.exitCode = 1;
  })
  // Native engines keep threads alive.
  .finally(() => process.exit());
