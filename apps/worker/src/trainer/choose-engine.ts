/** Finds out, with a trainer process of its own, what this worker will train with and what it can train. */
import { AppError, type AttemptEnding, EngineName, ERROR_CODES, type ErrorCode } from '@yoto/core';
import { describeExit } from '../attempt/attempt-ending.ts';
import type { TrainerReady } from './follow-messages.ts';
import { startTrainer, type TrainerOptions } from './trainer.ts';

export interface WorkerEngine extends TrainerReady {
  /** What every trainer is started with: the engine is not chosen again. */
  options: TrainerOptions;
}

/**
 * Opens the engine once and closes it.
 * @throws AppError `engine_unavailable` (it does not work here), `config_invalid` (a task package or the trainer program)
 */
export async function chooseEngine(options: TrainerOptions): Promise<WorkerEngine> {
  let ending: AttemptEnding | undefined;
  const trainer = startTrainer(options);
  trainer.listen({
    async onReport(report) {
      if (report.type === 'ending') ending = report;
    },
    onLine: () => undefined,
  });
  try {
    const answer = await Promise.race([trainer.ready, trainer.jobEnded()]);
    if (answer && 'engine' in answer) {
      const { engine, tasks } = answer;
      const named = EngineName.safeParse(engine.name);
      const chosen = named.success ? { engine: named.data, engineReason: engine.reason } : {};
      return { engine, tasks, options: { ...options, ...chosen } };
    }
    if (ending) throw new AppError(errorCode(ending), ending.errorMessage ?? 'The trainer could not start');
    const exit = answer ?? { code: 0, signal: null };
    throw new AppError('engine_unavailable', describeExit(exit, trainer.lastLines()));
  } finally {
    trainer.kill();
    await trainer.ended;
  }
}

/** Trainers may have codes of their own. */
const errorCode = ({ errorCode: said }: AttemptEnding): ErrorCode =>
  ERROR_CODES.find((code) => code === said) ?? 'engine_unavailable';
