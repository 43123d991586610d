/** Whether a worker takes messages: it does while nobody has a reason against it. */
import type { Consumer } from '@yoto/queue';
import type { Logger } from 'pino';

/** `standby`: nothing that waits is for this worker. */
type ReasonToRest = 'quarantine' | 'drain' | 'standby' | 'stopping';

export interface Intake {
  rest(reason: ReasonToRest): Promise<void>;
  /** That reason is gone. */
  resume(reason: ReasonToRest): void;
  rests(reason: ReasonToRest): boolean;
  /** The consumer that is paused as long as there is a reason. */
  control(consumer: Consumer): void;
}

export function createIntake(log: Logger): Intake {
  const reasons = new Set<ReasonToRest>();
  let consumer: Consumer | undefined;
  const apply = async () => {
    try {
      await (reasons.size > 0 ? consumer?.pause() : consumer?.resume());
    } catch (error) {
      log.error({ err: error }, 'the consumer could not be paused or resumed');
    }
  };
  return {
    async rest(reason) {
      reasons.add(reason);
      await apply();
    },
    resume(reason) {
      if (reasons.delete(reason) && reasons.size === 0) void apply();
    },
    rests: (reason) => reasons.has(reason),
    control(current) {
      consumer = current;
      if (reasons.size > 0) void apply();
    },
  };
}
