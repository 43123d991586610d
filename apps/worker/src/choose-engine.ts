/** Finds out, in a trainer process of its own, which engine this worker will train with. */
import { AppError } from '@yoto/core';
import { describeExit } from './attempt-ending.ts';
import { startTrainer } from './trainer.ts';
import type { TrainerEngineOptions } from './trainer-messages.ts';

export interface ChosenEngine {
  name: TrainerEngineOptions['engine'];
  device: string;
  reason: string;
  options: TrainerEngineOptions;
}

/** Opens the engine once and closes it. Throws `engine_unavailable` when it does not work here. */
export async function chooseEngine(options: TrainerEngineOptions): Promise<ChosenEngine> {
  let chosen: ChosenEngine | undefined;
  let failure: AppError | undefined;
  const trainer = startTrainer(
    options,
    async (report) => {
      if (report.type === 'engine') {
        const { device, reason } = report;
        const name = report.name as TrainerEngineOptions['engine'];
        chosen = { name, device, reason, options: { ...options, engine: name } };
        trainer.kill();
      }
      if (report.type === 'failed') failure = new AppError(report.code, report.message);
    },
    () => undefined,
  );
  const exit = await trainer.ended;
  if (chosen) return chosen;
  throw failure ?? new AppError('engine_unavailable', describeExit(exit, trainer.lastLines()));
}
