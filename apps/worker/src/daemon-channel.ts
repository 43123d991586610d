/** The trainer's end of the IPC channel. */
import { AppError } from '@yoto/core';
import type { TrainSignal } from '@yoto/training';
import {
  type JobCommand,
  MOST_REPORTS_AHEAD,
  type TrainerCommand,
  type TrainerReport,
} from './trainer-messages.ts';

export interface DaemonChannel {
  /** Resolves when the report is under way; waits while the daemon is too many reports behind. */
  report(report: TrainerReport): Promise<void>;
  /** The next job that the daemon sends, and the signal that its `stop` will set. */
  nextJob(): Promise<{ job: JobCommand; signal: TrainSignal }>;
}

/** Ends the process when the daemon is gone: nobody is left to report to. */
export function openDaemonChannel(): DaemonChannel {
  let ahead = 0;
  let whenTaken = () => {};
  let signal: TrainSignal = {};
  const sent: JobCommand[] = [];
  let whenSent = () => {};
  process.on('message', (command: TrainerCommand) => {
    switch (command.type) {
      case 'train':
      case 'interpolate':
      case 'reference':
        sent.push(command);
        // A stop that was meant for the job before must not stop this one.
        signal = {};
        return whenSent();
      case 'stop':
        signal.stop = 'checkpoint';
        return;
      case 'taken':
        ahead--;
        return whenTaken();
    }
  });
  process.on('disconnect', () => process.exit(1));

  return {
    async report(report) {
      while (ahead >= MOST_REPORTS_AHEAD) {
        await new Promise<void>((resolve) => {
          whenTaken = resolve;
        });
      }
      ahead++;
      await send(report);
    },
    async nextJob() {
      for (;;) {
        const job = sent.shift();
        if (job) return { job, signal };
        await new Promise<void>((resolve) => {
          whenSent = resolve;
        });
      }
    },
  };
}

function send(report: TrainerReport): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!process.send)
      return reject(new AppError('internal', 'A trainer is started by the worker, not by hand'));
    process.send(report, undefined, {}, (error) => (error ? reject(error) : resolve()));
  });
}
