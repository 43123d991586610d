/** The lines of a job's log, those that are there and those that come. */
import type { Client } from '@yoto/client';
import {
  type AppError,
  isLogEnding,
  isTerminal,
  JOB_LOG,
  type JobDetail,
  type LogLine,
  parseJobLog,
} from '@yoto/core';
import { lookPatiently, pause } from '../sweep/follow-sweep.ts';

/** A worker stores new lines about as often. */
const POLL_INTERVAL_MS = 2000;
/** A worker learns with its next heartbeat that a job was cancelled, and stores the last lines then; it may be dead. */
const LOOKS_AFTER_CANCEL = 10;

export interface FollowLogOptions {
  signal: AbortSignal;
  /** Called when the server stops answering; the following goes on. */
  onOutage: (error: AppError) => void;
}

/** What the log has now. Throws `not_found` (no such job). */
export const readLog = async (client: Client, jobId: string): Promise<LogLine[]> =>
  (await look(client, jobId)).lines;

/** The log now, then only the lines that are new, until the job has ended or `signal` aborts. */
export async function* followLog(
  client: Client,
  jobId: string,
  { signal, onOutage }: FollowLogOptions,
): AsyncGenerator<LogLine[]> {
  let last = 0;
  let looksAfterCancel = 0;
  for (;;) {
    const { job, lines } = await lookPatiently(() => look(client, jobId), signal, onOutage);
    yield lines.filter(({ number }) => number > last);
    last = lines.at(-1)?.number ?? last;
    const ending = lines.at(-1);
    const isAwaited = job.state === 'cancelled' && ending !== undefined && !isLogEnding(ending);
    if (isAwaited) looksAfterCancel++;
    if (isTerminal(job.state) && (!isAwaited || looksAfterCancel > LOOKS_AFTER_CANCEL)) return;
    if (signal.aborted) return;
    await pause(POLL_INTERVAL_MS, signal);
    if (signal.aborted) return;
  }
}

/** The job is read first: whatever ends it, but for a cancellation, has stored its last lines. */
async function look(client: Client, jobId: string): Promise<{ job: JobDetail; lines: LogLine[] }> {
  const job = await client.getJob({ params: { id: jobId } });
  if (!job.artifacts.some(({ name }) => name === JOB_LOG)) return { job, lines: [] };
  // Without its hash: it may have grown meanwhile.
  const bytes = await client.getArtifact({ params: { id: jobId, name: JOB_LOG } });
  return { job, lines: parseJobLog(new TextDecoder().decode(bytes)) };
}
