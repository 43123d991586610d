/** Follows the people who drain a worker: it takes no more jobs, and gives back those it runs where they ask for that. */
import type { WorkerOrders } from '@yoto/storage';
import type { Logger } from 'pino';
import type { Intake } from './intake.ts';

interface DrainOptions {
  /** At rest while the worker is drained. */
  intake: Intake;
  /** Asks the running attempts for a checkpoint and an end. */
  handOver(): void;
  log: Logger;
}

/** Returns what to call with every heartbeat that was heard. */
export function createDrain({ intake, handOver, log }: DrainOptions): (order: WorkerOrders['drain']) => void {
  return (order) => {
    // Every time: an attempt may have been about to start.
    if (order === 'hand-over') handOver();
    if ((order !== null) === intake.rests('drain')) return;
    if (order === null) {
      log.info('this worker is no longer drained: it takes jobs again');
      intake.resume('drain');
    } else {
      log.info({ order }, 'this worker is drained: it takes no more jobs');
      void intake.rest('drain');
    }
  };
}
