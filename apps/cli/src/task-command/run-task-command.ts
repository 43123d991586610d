/** Has the worker run a command of a task: it alone has the engines. */
import { AppError } from '@yoto/core';
import { z } from 'zod';
import { runWorkerCommand } from '../engine/worker-command.ts';
import { TASK_COMMAND_ENTRY } from '../local-stack/places.ts';

export type TypedValue = string | number | boolean;

export interface TaskCommandRequest {
  taskPackages: readonly string[];
  task: string;
  command: string;
  arguments: Record<string, string>;
  options: Record<string, TypedValue>;
  engine: string;
  threads: number;
  state: string;
  data: string;
  server: string;
}

const Result = z.object({ text: z.string(), json: z.record(z.string(), z.unknown()) });
const Line = z.union([z.object({ say: z.string() }), z.object({ result: Result })]);

/** Says on standard error what the command says on the way. Throws the error that it ends with, `crashed` if it says none. */
export async function runTaskCommand(
  request: TaskCommandRequest,
  environment: NodeJS.ProcessEnv,
): Promise<z.infer<typeof Result>> {
  let result: z.infer<typeof Result> | undefined;
  const ending = await runWorkerCommand({
    entry: TASK_COMMAND_ENTRY,
    input: request,
    environment,
    line: Line,
    onLine(line) {
      if ('say' in line) console.error(line.say);
      else result = line.result;
    },
  });
  if (result) return result;
  throw new AppError(
    'crashed',
    `"${request.command}" was not completed: ${ending ?? 'the process said nothing'}`,
    {
      details: { fix: 'try a smaller input or another --engine (`yoto doctor` says which work here)' },
    },
  );
}
