/** Finds out, in a trainer process of its own, which engine this worker will train with. */
import { AppError, type EngineName } from '@yoto/core';

import { describeExit } from './attempt-ending.ts';
import { startTrainer } from './trainer.ts';
import type { TrainerEngineOptions } from './trainer-messages.ts';

export interface WorkerEngine {
  name: EngineName;
  version: string;
  device: string;
  reason: string;
  /** What every trainer is started with. */
  options: TrainerEngineOptions;
}

/** Opens the engine once and closes it. Throws `engine_unavailable` when it does not work here. */
export async function chooseEngine(options: TrainerEngineOptions): Promise<WorkerEngine> {
  let chosen: WorkerEngine | undefined;
  let failure: AppError | undefined;
  const trainer = startTrainer(options);
  trainer.listen({
    async onReport(report) {
      if (report.type === 'engine') {
        const { name, version, device, reason } = report;
        chosen = { name, version, device, reason, options: { ...options, engine: { name, reason } } };
        trainer.kill();
      }
      if (report.type === 'failed') failure = new AppError(report.code, report.message);
    },
    onLine: () => undefined,
  });
  const exit = await trainer.ended;
  if (chosen) return chosen;
  throw failure ?? new AppError('engine_unavailable', describeExit(exit, trainer.lastLines()));
}
