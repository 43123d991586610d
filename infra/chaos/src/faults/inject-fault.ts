/** From the kind of a fault to the deed. */
import type { Stack } from '../stack/stack.ts';
import type { Fault, FaultKind } from './fault-plan.ts';
import { duplicateMessages, pauseJob, pauseSweep, tearCheckpoint } from './job-faults.ts';
import {
  killApi,
  killDaemon,
  killMachine,
  killTrainer,
  preempt,
  preemptTwice,
  stopDaemon,
  stopMachine,
} from './process-faults.ts';
import { cutNetwork, emptyQueue, freezeNetwork, restartPostgres, restartRedis } from './server-faults.ts';

/**
 * Waits for a victim and does it. Faults that last return the rest, which is not waited for before the next fault
 * begins. `trouble` takes what the product must not do whatever happens.
 */
export type Inject = (
  stack: Stack,
  fault: Fault,
  trouble: (what: string) => void,
) => Promise<void | (() => Promise<void>)>;

export const INJECT: Record<FaultKind, Inject> = {
  'kill-trainer': killTrainer,
  'kill-daemon': killDaemon,
  'kill-machine': killMachine,
  'stop-daemon': stopDaemon,
  'stop-machine': stopMachine,
  preempt,
  'preempt-twice': preemptTwice,
  'restart-postgres': restartPostgres,
  'restart-redis': restartRedis,
  'empty-queue': emptyQueue,
  'duplicate-messages': duplicateMessages,
  'cut-network': cutNetwork,
  'freeze-network': freezeNetwork,
  'pause-job': pauseJob,
  'pause-sweep': pauseSweep,
  'tear-checkpoint': tearCheckpoint,
  'kill-api': killApi,
};
