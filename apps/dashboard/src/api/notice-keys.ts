/** Which questions a live notice makes worth asking again. */
import { isTerminal, type LiveNotice } from '@yoto/core';
import { keys } from './query-keys.ts';

type Key = readonly unknown[];

export interface Refresh {
  /** Small answers: asked again about once a second. */
  soon: Key[];
  /** Large answers (curves, comparisons): asked again every few seconds. */
  later: Key[];
}

export function noticeKeys(notice: LiveNotice): Refresh {
  switch (notice.type) {
    case 'job': {
      const { sweepId, jobId, state } = notice;
      const soon = [
        keys.sweeps,
        keys.sweepDetail(sweepId),
        keys.sweepJobs(sweepId),
        keys.sweepEvents(sweepId),
      ];
      // What a job measured and stored last before it ended or paused must not wait for the next notice.
      const stored = [keys.sweepData(sweepId), keys.sweepPictures(sweepId), keys.sweepArtifacts(sweepId)];
      const last = [keys.points(sweepId), ...stored, keys.job(jobId)];
      const ended = isTerminal(state) || state === 'paused' ? last : [];
      const later = ended.length > 0 ? [keys.comparison(sweepId)] : [];
      return { soon: [...soon, keys.jobDetail(jobId), keys.workers, ...ended], later };
    }
    case 'points': {
      const { sweepId, jobId } = notice;
      return {
        soon: [keys.sweeps, keys.sweepDetail(sweepId), keys.sweepJobs(sweepId), keys.jobDetail(jobId)],
        later: [keys.points(sweepId), keys.comparison(sweepId), keys.job(jobId)],
      };
    }
    case 'sweep':
      // Deleting a sweep takes its jobs along, and a notice names none of them.
      return { soon: [keys.sweeps, keys.sweep(notice.sweepId), keys.jobs], later: [] };
    case 'worker':
      // What it can run may be what queued jobs wait for.
      return { soon: [keys.workers, keys.sweeps, keys.jobs], later: [] };
    case 'resync':
      return { soon: [[]], later: [] };
  }
}
