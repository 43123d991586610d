/**
 * Delivery of messages, and nothing else: the rows are the truth. A message says that a job became due; which job its
 * receiver starts is decided by the rows (`claimNext`), so that no sweep starves another.
 */

/** What BullMQ carries. */
export interface JobMessage {
  jobId: string;
  /** Number that the next attempt will have: makes a message unique, so that sending it twice delivers once. */
  attempt: number;
  /** Higher runs first (-100..100). */
  priority: number;
  /** Deliver no earlier than this. */
  notBefore: Date | null;
}

export interface Consumer {
  /** Takes no more messages until `resume`; handlers that run go on. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Takes no more messages and waits for the handlers that run. */
  close(): Promise<void>;
}

export type Handle =
  | ((message: JobMessage) => Promise<void>)
  | ((message: JobMessage) => Promise<'not-for-me' | undefined>);

export interface JobQueue {
  readonly backend: 'redis' | 'postgres';
  /**
   * Idempotent: a message (job, attempt) that waits already is not sent again; one whose handler runs is, once.
   * Throws `queue_unavailable`.
   */
  enqueue(messages: readonly JobMessage[]): Promise<void>;
  /** Takes back a message that nobody has started; one that is running or gone is left alone. */
  remove(message: Pick<JobMessage, 'jobId' | 'attempt'>): Promise<void>;
  /**
   * Calls `handle` for each message, `concurrency` at a time. The handler owns all errors: whatever it does, the
   * message is done when it returns, unless it says that it is not for this consumer: then the message waits again, and
   * the handler must have paused the consumer, which would only take it again. A message whose process died is delivered
   * again.
   */
  consume(options: { concurrency: number }, handle: Handle): Promise<Consumer>;
  counts(): Promise<{ waiting: number; active: number }>;
  /** Throws `queue_unavailable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
