import type { TrainedJobSpec } from '@yoto/core';
import type { Task } from '../task.ts';
import type { Session } from '../train/session.ts';

/** What the parts of the suite share: the task, its jobs, and a way to use a session of one. */
export interface Subject {
  task: Task;
  fixedJob: TrainedJobSpec;
  yotoJob: TrainedJobSpec;
  /** `yotoJob` itself where it is conditioned by FiLM. */
  filmJob: TrainedJobSpec;
  /** `yotoJob` without conditioning. */
  blindJob: TrainedJobSpec;
  /** Equal to `yotoJob`, but with a shared session of its own, for what must be the same every time. */
  sameJob: TrainedJobSpec;
  /** `yotoJob` with another seed. */
  otherSeedJob: TrainedJobSpec;
  /** Opens a session, disposes of it afterwards. */
  withSession<T>(
    spec: TrainedJobSpec,
    use: (session: Session) => Promise<T>,
    resumeFrom?: Uint8Array,
  ): Promise<T>;
  /** The one untrained session of a job that the tests share which only look: nothing may change it. */
  look(spec: TrainedJobSpec): Promise<Session>;
}
