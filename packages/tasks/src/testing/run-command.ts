/** A command of a task as the worker runs it, on one thread and without a server. */
import { readFile, writeFile } from 'node:fs/promises';
import { AppError } from '@yoto/core';
import { type Engine, openEngine } from '@yoto/engine';
import type { TaskCommand } from '@yoto/training';

export type CommandOptions = Record<string, string | number | boolean>;

/** What it answers, and what it said on the way. Throws what it throws. */
export async function runCommand(
  command: TaskCommand,
  args: Record<string, string>,
  options: CommandOptions,
  dataDir = '/nonexistent',
) {
  const said: string[] = [];
  let engine: Engine | undefined;
  const noServer = () => Promise.reject(new AppError('server_unreachable', 'no server'));
  try {
    const result = await command({
      ...{ arguments: args, options, location: { dataDir } },
      async openEngine() {
        engine = await openEngine('wasm', { threads: 1, nativeDir: '/nonexistent' });
        return engine;
      },
      say: (message) => void said.push(message),
      files: { read: (name) => readFile(name), write: (name, content) => writeFile(name, content) },
      models: {
        ...{ job: noServer, best: noServer },
        find: ({ jobId }) => Promise.reject(new AppError('not_found', `no model of ${jobId}`)),
      },
    });
    return { ...result, said };
  } finally {
    await engine?.dispose();
  }
}
