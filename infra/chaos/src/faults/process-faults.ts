/** Faults of the worker's processes. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosWorker } from '../stack/chaos-worker.ts';
import { sendSignal } from '../stack/process-tree.ts';
import type { Inject } from './inject-fault.ts';
import { holding, pickTrainingWorker } from './victims.ts';

/** Less than a supervisor takes to start the worker again, should it have ended already. */
const BETWEEN_SIGNALS_MS = 100;
/** On a very busy machine; on an idle one it is a few milliseconds. */
const AT_ONCE_MS = 15_000;

export const killTrainer: Inject = async (stack, { draw }) => {
  const worker = await pickTrainingWorker(stack, draw);
  const trainers = worker.trainers();
  const victim = trainers[draw % trainers.length];
  if (victim !== undefined) sendSignal(victim, 'SIGKILL');
};

export const killDaemon: Inject = async (stack, { draw }) => {
  const worker = await pickTrainingWorker(stack, draw);
  worker.daemon.signal('SIGKILL');
};

export const killMachine: Inject = async (stack, { draw }) => {
  const worker = await pickTrainingWorker(stack, draw);
  const trainers = worker.trainers();
  worker.daemon.signal('SIGKILL');
  for (const pid of trainers) sendSignal(pid, 'SIGKILL');
};

export const stopDaemon: Inject = async (stack, { draw, holdMs }) => {
  const worker = await pickTrainingWorker(stack, draw);
  return () => freeze(worker, [], holdMs);
};

export const stopMachine: Inject = async (stack, { draw, holdMs }) => {
  const worker = await pickTrainingWorker(stack, draw);
  return () => freeze(worker, worker.trainers(), holdMs);
};

/** Everything sleeps and later goes on as if nothing had happened. */
function freeze(worker: ChaosWorker, trainers: readonly number[], holdMs: number): Promise<void> {
  return holding(worker, async () => {
    worker.daemon.signal('SIGSTOP');
    for (const pid of trainers) sendSignal(pid, 'SIGSTOP');
    await sleep(holdMs);
    for (const pid of trainers) sendSignal(pid, 'SIGCONT');
    worker.daemon.signal('SIGCONT');
  });
}

/** The worker has to end in order, and with exit code 0. */
export const preempt: Inject = async (stack, { draw }, trouble) => {
  const worker = await pickTrainingWorker(stack, draw);
  return () =>
    holding(worker, async () => {
      const ended = worker.daemon.untilEnded();
      worker.daemon.signal('SIGTERM');
      const how = await ended;
      if (how !== 'exit code 0') trouble(`${worker.daemon.name} ended with ${how} when it was preempted`);
    });
};

/** Somebody who cannot wait: the second signal ends the worker at once, and the job is taken over as if it had died. */
export const preemptTwice: Inject = async (stack, { draw }, trouble) => {
  const worker = await pickTrainingWorker(stack, draw);
  return () =>
    holding(worker, async () => {
      const ended = worker.daemon.untilEnded();
      worker.daemon.signal('SIGTERM');
      await sleep(BETWEEN_SIGNALS_MS);
      worker.daemon.signal('SIGTERM');
      const late = sleep(AT_ONCE_MS, 'late' as const, { ref: false });
      if ((await Promise.race([ended, late])) !== 'late') return;
      trouble(`${worker.daemon.name} did not end within ${AT_ONCE_MS} ms of the second signal`);
      worker.daemon.signal('SIGKILL');
    });
};

export const killApi: Inject = async ({ api }) => {
  await api.untilReady();
  api.signal('SIGKILL');
};
