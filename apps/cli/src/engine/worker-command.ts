/** One of the worker's commands in a process of its own: it alone loads an engine, and a native library may crash. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { AppError, ERROR_CODES } from '@yoto/core';
import { z } from 'zod';

const KEPT_COMPLAINT = 2000;
const ErrorLine = z.object({
  error: z.object({ code: z.enum(ERROR_CODES), message: z.string(), fix: z.string().optional() }),
});

export interface WorkerCommand<Line extends z.ZodType> {
  entry: string;
  args?: readonly string[];
  /** Sent to its standard input as JSON. */
  input?: unknown;
  environment: NodeJS.ProcessEnv;
  /** What it prints, one JSON object per line; other lines (native libraries print too) are passed over. */
  line: Line;
  onLine: (line: z.output<Line>) => void;
  /** The process is ended after so long. */
  timeoutMs?: number;
}

/**
 * Runs it to its end. Throws the error that the process printed. Resolves to why it ended early (it crashed, or was
 * ended), in words, or to undefined.
 */
export async function runWorkerCommand<Line extends z.ZodType>(
  command: WorkerCommand<Line>,
): Promise<string | undefined> {
  const { entry, args = [], environment, timeoutMs } = command;
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('@yoto/ts-loader'), entry, ...args],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: environment,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs, killSignal: 'SIGKILL' as const }),
    },
  );
  // A process that ended before it had read all says why itself.
  child.stdin.on('error', () => undefined);
  child.stdin.end(command.input === undefined ? '' : JSON.stringify(command.input));
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-KEPT_COMPLAINT);
  });
  const closed = once(child, 'close');
  let error: AppError | undefined;
  for await (const text of createInterface({ input: child.stdout })) {
    const value = parsedJson(text);
    const failure = ErrorLine.safeParse(value).data?.error;
    if (failure) {
      const { code, message, fix } = failure;
      error = new AppError(code, message, fix === undefined ? {} : { details: { fix } });
    }
    const line = command.line.safeParse(value);
    if (line.success) command.onLine(line.data);
  }
  const [code, signal] = await closed;
  if (error) throw error;
  if (code === 0) return undefined;
  const said = complaint.trim().split('\n').at(-1) || 'it said nothing';
  return signal ? `it was ended (${signal})` : `it ended with code ${code}: ${said}`;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
