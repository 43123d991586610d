import { AppError, ENGINE_NAMES, type EngineChoice, type EngineName } from '@yoto/core';
import type { EngineOptions } from './engine.ts';
import { engineUnavailable } from './engine-unavailable.ts';
import { probeEngine } from './probe.ts';

export interface ChosenEngine {
  name: EngineName;
  /** Why this one, and why not the faster ones. */
  reason: string;
}

/**
 * The engine to open, found by probing without opening it here. `auto` takes the fastest that works, on real hardware;
 * a named one must work. Throws `engine_unavailable`, with what to do, when none does.
 */
export async function chooseEngine(choice: EngineChoice, options: EngineOptions = {}): Promise<ChosenEngine> {
  if (choice !== 'auto') return chooseNamed(choice, options);
  const refused: string[] = [];
  for (const name of ENGINE_NAMES) {
    const probe = await probeEngine(name, options);
    if (probe.available && !probe.isSoftware) {
      return { name, reason: [`${name} is the fastest engine that works here`, ...refused].join('; ') };
    }
    refused.push(`${name}: ${probe.reason}`);
  }
  throw new AppError('engine_unavailable', `No engine works here: ${refused.join('; ')}`);
}

async function chooseNamed(name: EngineName, options: EngineOptions): Promise<ChosenEngine> {
  if (!ENGINE_NAMES.includes(name)) {
    const known = ['auto', ...ENGINE_NAMES].join(', ');
    throw new AppError('invalid_input', `There is no engine ${JSON.stringify(name)}: choose one of ${known}`);
  }
  const probe = await probeEngine(name, options);
  if (probe.available) return { name, reason: `${name} was asked for` };
  throw engineUnavailable(name, `${probe.reason}. Choose \`auto\` to take the fastest that works`);
}
