/** Signs of life of a worker and of the attempts it runs, and the news that an attempt no longer owns its job. */
import { type AppError, toAppError } from '@yoto/core';
import type { AttemptRef, Storage } from '@yoto/storage';

export interface Heartbeat {
  /** Keeps `attempt` alive until `leave`; `onLost` is called once when it has lost its job. */
  join(attempt: AttemptRef, currentStep: () => number, onLost: () => void): { leave(): void };
  /** Beats now, e.g. because a notice says that something changed. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

interface Member {
  attempt: AttemptRef;
  currentStep: () => number;
  onLost: () => void;
}

/** Beats every `intervalMs`, one beat at a time; a database that does not answer is only reported. */
export function startHeartbeat(
  storage: Pick<Storage, 'jobs' | 'workers'>,
  workerId: string,
  intervalMs: number,
  onError: (error: AppError) => void,
): Heartbeat {
  const members = new Set<Member>();
  let beating: Promise<void> | undefined;

  async function beatOnce(): Promise<void> {
    const present = [...members];
    try {
      await storage.workers.heartbeat(workerId);
      if (present.length === 0) return;
      const lost = await storage.jobs.heartbeat(
        present.map(({ attempt, currentStep }) => ({ ...attempt, step: currentStep() })),
      );
      const isLost = ({ attempt }: Member) =>
        lost.some(({ jobId, attempt: number }) => jobId === attempt.jobId && number === attempt.attempt);
      for (const member of present.filter(isLost)) {
        if (members.delete(member)) member.onLost();
      }
    } catch (error) {
      onError(toAppError(error));
    }
  }
  const beat = () => {
    beating ??= beatOnce().finally(() => {
      beating = undefined;
    });
    return beating;
  };
  const timer = setInterval(() => void beat(), intervalMs);
  return {
    join(attempt, currentStep, onLost) {
      const member = { attempt, currentStep, onLost };
      members.add(member);
      return { leave: () => void members.delete(member) };
    },
    beat,
    async stop() {
      clearInterval(timer);
      await beating;
    },
  };
}
