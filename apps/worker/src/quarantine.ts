/** Keeps a worker whose attempts end by its own fault from taking jobs, until a person releases it. */
import type { Consumer } from '@yoto/queue';
import type { WorkerRepository } from '@yoto/storage';
import type { Logger } from 'pino';
import type { Ending } from './attempt-ending.ts';

export interface Quarantine {
  /** Says whether the worker has just been quarantined, because this ending was one too many. */
  judge(ending: Ending | undefined): Promise<boolean>;
  /** What the rows say of the worker; called with every heartbeat. */
  update(quarantined: boolean): void;
  /** The consumer that is paused while the quarantine lasts. */
  control(consumer: Consumer): void;
}

interface QuarantineOptions {
  workers: Pick<WorkerRepository, 'quarantineIfFaulty'>;
  workerId: string;
  faultsInRow: number;
  log: Logger;
}

export function createQuarantine({ workers, workerId, faultsInRow, log }: QuarantineOptions): Quarantine {
  let isOn = false;
  let reason: string | undefined;
  let consumer: Consumer | undefined;
  const apply = () => {
    const changed = isOn ? consumer?.pause() : consumer?.resume();
    changed?.catch((error) => log.error({ err: error }, 'the consumer could not be paused or resumed'));
  };
  return {
    async judge(ending) {
      if (ending?.type !== 'unfinished') return false;
      if (ending.outcome !== 'crashed' && ending.outcome !== 'worker_error') return false;
      try {
        reason = await workers.quarantineIfFaulty(workerId, faultsInRow);
      } catch (error) {
        log.warn({ err: error }, 'it could not be found out whether this worker is faulty');
      }
      return reason !== undefined;
    },
    update(quarantined) {
      if (quarantined === isOn) return;
      isOn = quarantined;
      if (isOn) log.error({ reason }, 'this worker is quarantined: it takes no jobs until it is released');
      else log.info('this worker was released: it takes jobs again');
      reason = undefined;
      apply();
    },
    control(current) {
      consumer = current;
      if (isOn) apply();
    },
  };
}
