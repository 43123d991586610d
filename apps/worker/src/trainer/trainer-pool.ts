/**
 * The trainers of a worker. Starting one takes most of a second of processor time (TensorFlow.js alone is 400 ms), more
 * than a small job trains; so one that ended its job in good order, with no tensor left over, gets the next job.
 */
import { startTrainer, type Trainer, type TrainerOptions } from './trainer.ts';

/** What a task package leaks all the same goes when its process does. */
const JOBS_PER_TRAINER = 100;
/** A trainer without work gives its memory and its device back. */
const LONGEST_REST_MS = 30_000;

export interface TrainerPool {
  /** A trainer for one job: one that rests, or a new one. */
  take(): Trainer;
  /** Takes back a trainer that is ready for another job. */
  giveBack(trainer: Trainer): void;
  /** Ends the trainers that rest, and resolves when they have; those at work are their attempts' business. */
  close(): Promise<void>;
}

interface Member {
  trainer: Trainer;
  jobs: number;
  rest?: NodeJS.Timeout;
}

/** `first`: a trainer that runs already, and is ready. */
export function openTrainerPool(options: TrainerOptions, first?: Trainer): TrainerPool {
  const members = new Map<Trainer, Member>();
  const resting: Member[] = [];
  let closed = false;

  function add(trainer: Trainer): Member {
    const member: Member = { trainer, jobs: 0 };
    members.set(trainer, member);
    void trainer.ended.then(() => {
      members.delete(trainer);
      wake(member);
    });
    return member;
  }
  /** It no longer rests. */
  function wake(member: Member): void {
    clearTimeout(member.rest);
    const index = resting.indexOf(member);
    if (index >= 0) resting.splice(index, 1);
  }
  function rest(member: Member): void {
    member.rest = setTimeout(() => member.trainer.kill(), LONGEST_REST_MS).unref();
    resting.push(member);
  }
  if (first) rest(add(first));
  return {
    take() {
      const member = resting.at(-1) ?? add(startTrainer(options));
      wake(member);
      member.jobs++;
      return member.trainer;
    },
    giveBack(trainer) {
      const member = members.get(trainer);
      if (!member) return;
      if (closed || member.jobs >= JOBS_PER_TRAINER) return trainer.kill();
      rest(member);
    },
    async close() {
      closed = true;
      const ending = [...resting].map(async ({ trainer }) => {
        trainer.kill();
        await trainer.ended;
      });
      await Promise.all(ending);
    },
  };
}
