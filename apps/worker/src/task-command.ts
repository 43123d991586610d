/**
 * Runs one command of a task in a process of its own, for a command line that must not load TensorFlow.js. Reads one JSON
 * object from standard input (`Request` below) and prints one per line: what is to be said at once (`say`), then the `result`,
 * or else `error`.
 */
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createClient } from '@yoto/client';
import { AppError, EngineChoice, parseInput, toAppError } from '@yoto/core';
import { type Engine, openEngine } from '@yoto/engine';
import { loadTasks } from '@yoto/tasks';
import { z } from 'zod';
import { loadDataFolders } from './config.ts';
import { commandFiles } from './task-command/command-files.ts';
import { trainedModels } from './task-command/trained-models.ts';

const Request = z.strictObject({
  taskPackages: z.array(z.string()),
  task: z.string(),
  command: z.string(),
  arguments: z.record(z.string(), z.string()),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  engine: EngineChoice,
  threads: z.int().min(1).max(256),
  /** Folder of the models and the native engines. */
  state: z.string(),
  /** Folder of the data sets and of frozen weights. */
  data: z.string(),
  server: z.string(),
});

/** Models may be large and networks slow. */
const PATIENCE_MS = 3_600_000;

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
const say = (message: string): void => print({ say: message });

async function run(): Promise<void> {
  const request = parseInput(Request, JSON.parse(await text(process.stdin)), 'The request');
  const { state, threads } = request;
  const task = (await loadTasks(request.taskPackages)).find(({ spec }) => spec.id === request.task);
  const command = task?.commands?.[request.command];
  if (!command) {
    throw new AppError('config_invalid', `The task "${request.task}" has no command "${request.command}"`);
  }
  const client = createClient({ baseUrl: request.server, timeoutMs: PATIENCE_MS });
  let engine: Engine | undefined;
  try {
    const result = await command({
      ...{ arguments: request.arguments, options: request.options, say, files: commandFiles },
      location: { dataDir: request.data, dataFolders: loadDataFolders() },
      models: trainedModels({ client, folder: path.join(state, 'models'), say }, request.task),
      async openEngine() {
        engine = await openEngine(request.engine, { threads, nativeDir: path.join(state, 'engines') });
        return engine;
      },
    });
    print({ result });
  } finally {
    await engine?.dispose();
  }
}

run()
  .catch((thrown: unknown) => {
    const { code, message, details } = toAppError(thrown);
    print({ error: { code, message, ...(typeof details.fix === 'string' ? { fix: details.fix } : {}) } });
    process.exitCode = 1;
  })
  // Native engines keep threads alive.
  .finally(() => process.exit());
