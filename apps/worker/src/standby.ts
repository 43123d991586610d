/**
 * A worker that lacks what the waiting jobs need leaves their messages to others: it takes none until there is something for
 * it, which it looks up when the rows change and with every heartbeat.
 */
import { toAppError } from '@yoto/core';
import type { JobRepository } from '@yoto/storage';
import type { Logger } from 'pino';
import type { Intake } from './intake.ts';

export interface Standby {
  /**
   * After a claim that found nothing: whether jobs wait all the same, which others must hear of. Then this worker takes no
   * more messages until there is something for it.
   */
  begin(): Promise<boolean>;
  /** Something may have changed. */
  look(): void;
}

interface StandbyOptions {
  jobs: Pick<JobRepository, 'waiting'>;
  workerId: string;
  intake: Intake;
  log: Logger;
}

export function createStandby({ jobs, workerId, intake, log }: StandbyOptions): Standby {
  let looking: Promise<void> | undefined;
  let again = false;
  async function lookOnce(): Promise<void> {
    try {
      if ((await jobs.waiting(workerId)).forIt) intake.resume('standby');
    } catch (error) {
      log.warn({ err: toAppError(error) }, 'it could not be found out whether there is something to do');
    }
  }
  function look(): void {
    if (!intake.rests('standby')) return;
    if (looking) {
      again = true;
      return;
    }
    looking = lookOnce().finally(() => {
      looking = undefined;
      if (again) look();
    });
    again = false;
  }
  return {
    async begin() {
      const { forIt, forOthers } = await jobs.waiting(workerId);
      if (!forIt && !forOthers) return false;
      if (!intake.rests('standby'))
        log.debug('what waits is not for this worker; it leaves the messages to others');
      await intake.rest('standby');
      if (forIt) intake.resume('standby');
      return true;
    },
    look,
  };
}
