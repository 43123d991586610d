/** What the contract of the queue is tried on, and with. */
import { randomUUID } from 'node:crypto';
import type { JobMessage, JobQueue } from '@yoto/queue';

export interface QueueUnderTest {
  /** Another connection to the same queue. */
  open(onError?: (error: Error) => void): Promise<JobQueue>;
  /** Forgets every message. */
  clear(): Promise<void>;
  /** Called after all tests. */
  stop(): Promise<void>;
}

export const message = (fields: Partial<JobMessage> = {}): JobMessage => ({
  jobId: randomUUID(),
  attempt: 1,
  priority: 0,
  notBefore: null,
  ...fields,
});
export const messages = (count: number) => Array.from({ length: count }, () => message());

/** A handler that notes what it gets and waits until it is let go. */
export function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const started: JobMessage[] = [];
  const handle = async (received: JobMessage) => {
    started.push(received);
    await opened;
  };
  return { started, handle, open };
}
