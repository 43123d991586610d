/** Signs of life of a worker and of the attempts it runs, and what those in charge want of them in return. */
import { type AppError, toAppError } from '@yoto/core';
import type { AttemptRef, Storage, WorkerOrders } from '@yoto/storage';

interface Member {
  attempt: AttemptRef;
  currentStep: () => number;
  /** Called once, when the attempt has lost its job. */
  onLost: () => void;
  /** Called with every beat while the attempt is asked to save a checkpoint and to stop. */
  onPausing: () => void;
}

export interface Heartbeat {
  /** Keeps an attempt alive until `leave`. */
  join(member: Member): { leave(): void };
  /** Beats now, e.g. because a notice says that something changed; a beat under way may not have seen it. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

export interface HeartbeatOptions {
  storage: Pick<Storage, 'jobs' | 'workers'>;
  workerId: string;
  intervalMs: number;
  /** Called with every beat that was heard. */
  onHeard(orders: WorkerOrders): void;
  /** A database that does not answer is only reported. */
  onError(error: AppError): void;
}

/** Beats every `intervalMs`, one beat at a time. */
export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { storage, workerId, intervalMs, onHeard, onError } = options;
  const members = new Set<Member>();
  let beating: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function beatOnce(): Promise<void> {
    const present = [...members];
    try {
      onHeard(await storage.workers.heartbeat(workerId));
      if (present.length === 0) return;
      const { lost, pausing } = await storage.jobs.heartbeat(
        present.map(({ attempt, currentStep }) => ({ ...attempt, step: currentStep() })),
      );
      for (const member of present) {
        if (names(lost, member) && members.delete(member)) member.onLost();
        if (names(pausing, member) && members.has(member)) member.onPausing();
      }
    } catch (error) {
      onError(toAppError(error));
    }
  }
  function start(): Promise<void> {
    beating = beatOnce().finally(() => {
      beating = undefined;
    });
    return beating;
  }
  function beat(): Promise<void> {
    if (!beating) return start();
    next ??= beating.then(() => {
      next = undefined;
      return start();
    });
    return next;
  }
  const timer = setInterval(() => {
    if (!beating) void start();
  }, intervalMs);
  return {
    join(member) {
      members.add(member);
      return { leave: () => void members.delete(member) };
    },
    beat,
    async stop() {
      clearInterval(timer);
      await (next ?? beating);
    },
  };
}

const names = (attempts: readonly AttemptRef[], { attempt }: Member) =>
  attempts.some(({ jobId, attempt: number }) => jobId === attempt.jobId && number === attempt.attempt);
