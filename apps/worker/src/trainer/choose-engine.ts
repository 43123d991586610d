/** Finds out, with the worker's first trainer, what this worker will train with and what it can train. */
import { AppError, type AttemptEnding, EngineName, ERROR_CODES, type ErrorCode } from '@yoto/core';
import { describeExit } from '../attempt/attempt-ending.ts';
import type { TrainerReady } from './follow-messages.ts';
import { startTrainer, type Trainer, type TrainerOptions } from './trainer.ts';

export interface WorkerEngine extends TrainerReady {
  /** What every trainer is started with: the engine is not chosen again. */
  options: TrainerOptions;
  /** The one that was asked: it is ready for a job. */
  trainer?: Trainer;
}

/**
 * Starts a trainer, which opens the engine, and asks what it found.
 * @throws AppError `engine_unavailable` (it does not work here), `config_invalid` (a task package or the trainer program)
 */
export async function chooseEngine(options: TrainerOptions): Promise<WorkerEngine> {
  const trainer = startTrainer(options);
  try {
    const { engine, tasks } = await readiness(trainer);
    const named = EngineName.safeParse(engine.name);
    const chosen = named.success ? { engine: named.data, engineReason: engine.reason } : {};
    return { engine, tasks, options: { ...options, ...chosen }, trainer };
  } catch (error) {
    trainer.kill();
    await trainer.ended;
    throw error;
  }
}

/** Throws what the trainer said, or how it ended. */
async function readiness(trainer: Trainer): Promise<TrainerReady> {
  let ending: AttemptEnding | undefined;
  trainer.listen({
    async onReport(report) {
      if (report.type === 'ending') ending = report;
    },
    onLine: () => undefined,
  });
  const answer = await Promise.race([trainer.ready, trainer.jobEnded()]);
  if (answer && 'engine' in answer) return answer;
  if (ending) throw new AppError(errorCode(ending), ending.errorMessage ?? 'The trainer could not start');
  const exit = answer ?? { code: 0, signal: null };
  throw new AppError('engine_unavailable', describeExit(exit, trainer.lastLines()));
}

/** Trainers may have codes of their own. */
const errorCode = ({ errorCode: said }: AttemptEnding): ErrorCode =>
  ERROR_CODES.find((code) => code === said) ?? 'engine_unavailable';
