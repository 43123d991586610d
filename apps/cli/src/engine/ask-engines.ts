/** Asks the worker about engines, in a process of its own: it alone knows them, and a native library may crash. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { AppError, ERROR_CODES } from '@yoto/core';
import { z } from 'zod';
import { ENGINE_ENTRY } from '../local-stack/places.ts';

export const EngineReport = z.object({
  name: z.string(),
  available: z.boolean(),
  version: z.string().nullable(),
  device: z.string().nullable(),
  reason: z.string(),
});
export type EngineReport = z.infer<typeof EngineReport>;

const Line = z.union([
  z.object({ step: z.string(), message: z.string() }),
  z.object({ engines: z.array(EngineReport) }),
  z.object({ installed: EngineReport }),
  z.object({ error: z.object({ code: z.enum(ERROR_CODES), message: z.string() }) }),
]);

export interface EngineInstallation {
  nativeDir: string;
  /** `official`, `wheel`, or a path. */
  from: string;
  gpu: boolean;
}

/** Every engine with whether it works here, its version and device, and why not. */
export async function listEngines(
  nativeDir: string,
  environment: NodeJS.ProcessEnv,
): Promise<EngineReport[]> {
  const answer = await ask(['list', nativeDir], environment, () => undefined);
  if ('engines' in answer) return answer.engines;
  throw new AppError('internal', 'The worker did not list its engines');
}

/** Installs a native engine, telling the steps on the way; throws what the installation throws. */
export async function installEngine(
  { nativeDir, from, gpu }: EngineInstallation,
  environment: NodeJS.ProcessEnv,
  onStep: (message: string) => void,
): Promise<EngineReport> {
  const answer = await ask(['install', nativeDir, from, ...(gpu ? ['--gpu'] : [])], environment, onStep);
  if ('installed' in answer) return answer.installed;
  throw new AppError('internal', 'The worker did not say what it installed');
}

async function ask(
  args: string[],
  environment: NodeJS.ProcessEnv,
  onStep: (message: string) => void,
): Promise<z.infer<typeof Line>> {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), ENGINE_ENTRY, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  let answer: z.infer<typeof Line> | undefined;
  const closed = once(child, 'close');
  for await (const text of createInterface({ input: child.stdout })) {
    const line = parseLine(text);
    if (line && 'message' in line) onStep(line.message);
    else answer = line ?? answer;
  }
  await closed;
  if (answer && 'error' in answer) throw new AppError(answer.error.code, answer.error.message);
  if (answer) return answer;
  const said = complaint.trim().split('\n').at(-1) || 'it said nothing';
  throw new AppError('engine_unavailable', `The worker could not be asked about its engines: ${said}`);
}

/** Native libraries print to the same stream; what is not ours is passed over. */
function parseLine(text: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
