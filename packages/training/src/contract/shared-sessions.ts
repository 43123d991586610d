/** Opening a session takes longer than most looks at one: tests that change nothing share it. */
import type { TrainedJobSpec } from '@yoto/core';
import type { Session } from '../train/session.ts';

export interface SharedSessions {
  /** Opens the job's session unless it is open. */
  of(spec: TrainedJobSpec): Promise<Session>;
  dispose(): Promise<void>;
}

export function shareSessions(open: (spec: TrainedJobSpec) => Promise<Session>): SharedSessions {
  const sessions = new Map<TrainedJobSpec, Promise<Session>>();
  return {
    of(spec) {
      const session = sessions.get(spec) ?? open(spec);
      sessions.set(spec, session);
      return session;
    },
    async dispose() {
      for (const session of await Promise.allSettled(sessions.values())) {
        if (session.status === 'fulfilled') await session.value.dispose();
      }
    },
  };
}
