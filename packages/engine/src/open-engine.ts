import type { EngineChoice } from '@yoto/core';
import { AppError } from '@yoto/core';
import { type ChosenEngine, chooseEngine } from './choose-engine.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { openNamed } from './open-named.ts';
import { tf } from './tf.ts';
import { checkTraining } from './train-check.ts';

let open: Engine | null = null;

/**
 * Opens an engine and makes its backend the one that tfjs uses. `auto` takes the fastest that really works; a named one
 * that does not work throws `engine_unavailable` with what to do. A result of `chooseEngine` is opened without probing
 * again. One engine at a time: `conflict` when another is open.
 */
export async function openEngine(
  choice: EngineChoice | ChosenEngine,
  options: EngineOptions = {},
): Promise<Engine> {
  if (open !== null) {
    throw new AppError(
      'conflict',
      `The engine ${open.name} is already open in this process: dispose of it first`,
    );
  }
  const { name, reason } = typeof choice === 'string' ? await chooseEngine(choice, options) : choice;
  const { backendName, device, threads, version, deterministic, stop } = await openNamed(name, options);
  const engine: Engine = {
    ...{ name, device, reason, threads, version, deterministic },
    async dispose() {
      if (open !== engine) return;
      open = null;
      await stop();
      tf.removeBackend(backendName);
    },
  };
  open = engine;
  try {
    await checkTraining();
  } catch (error) {
    await engine.dispose();
    throw error;
  }
  return engine;
}
