/** Keeps a worker whose attempts end by its own fault from taking jobs, until a person releases it. */
import type { AttemptEnding } from '@yoto/core';
import type { WorkerRepository } from '@yoto/storage';
import type { Logger } from 'pino';
import type { Intake } from './intake.ts';

export interface Quarantine {
  /** Says whether the worker has just been quarantined, because this ending was one too many. */
  judge(ending: AttemptEnding | undefined): Promise<boolean>;
  /** What the rows say of the worker; called with every heartbeat. */
  update(quarantined: boolean): void;
}

interface QuarantineOptions {
  workers: Pick<WorkerRepository, 'quarantineIfFaulty'>;
  workerId: string;
  faultsInRow: number;
  /** At rest while the quarantine lasts. */
  intake: Intake;
  log: Logger;
}

export function createQuarantine(options: QuarantineOptions): Quarantine {
  const { workers, workerId, faultsInRow, intake, log } = options;
  let reason: string | undefined;
  return {
    async judge(ending) {
      if (ending?.outcome !== 'crashed' && ending?.outcome !== 'worker_error') return false;
      try {
        reason = await workers.quarantineIfFaulty(workerId, faultsInRow);
      } catch (error) {
        log.warn({ err: error }, 'it could not be found out whether this worker is faulty');
      }
      return reason !== undefined;
    },
    update(quarantined) {
      if (quarantined === intake.rests('quarantine')) return;
      if (quarantined) {
        log.error({ reason }, 'this worker is quarantined: it takes no jobs until it is released');
        void intake.rest('quarantine');
      } else {
        log.info('this worker was released: it takes jobs again');
        intake.resume('quarantine');
      }
      reason = undefined;
    },
  };
}
