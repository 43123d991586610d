/** Asks the worker about engines: it alone knows them. */
import { AppError } from '@yoto/core';
import { z } from 'zod';
import { ENGINE_ENTRY } from '../local-stack/places.ts';
import { runWorkerCommand } from './worker-command.ts';

export const EngineReport = z.object({
  name: z.string(),
  available: z.boolean(),
  version: z.string().nullable(),
  device: z.string().nullable(),
  reason: z.string(),
});
export type EngineReport = z.infer<typeof EngineReport>;

const Step = z.object({ step: z.string(), message: z.string() });
const Answer = z.union([z.object({ engines: z.array(EngineReport) }), z.object({ installed: EngineReport })]);

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
): Promise<z.infer<typeof Answer>> {
  let answer: z.infer<typeof Answer> | undefined;
  const problem = await runWorkerCommand({
    entry: ENGINE_ENTRY,
    args,
    environment,
    line: z.union([Step, Answer]),
    onLine(line) {
      if ('message' in line) onStep(line.message);
      else answer = line;
    },
  });
  if (answer) return answer;
  const reason = problem ?? 'it said nothing';
  throw new AppError('engine_unavailable', `The worker could not be asked about its engines: ${reason}`);
}
