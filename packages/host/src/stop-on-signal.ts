/** How the long-running programs end: in order at the first request, at once at the second. */
import type { Logger } from 'pino';
import { hangupIsIgnored } from './interrupts.ts';

/** Asked while this file is loaded: a launcher that leaves during the start is not there to be heard of later. */
const wasLaunched = process.connected;

interface StopOptions {
  /** Ends in order. */
  stop: () => Promise<void>;
  /** The process is ended after so long, in order or not. */
  withinMs: number;
  log: Logger;
}

/**
 * Stops this process at SIGINT, SIGTERM, SIGHUP, or when the launcher at the other end of its channel is gone, and then
 * exits: with 0 when `stop` succeeded. A second SIGINT or SIGTERM exits with 1 at once.
 */
export function stopOnSignal({ stop, withinMs, log }: StopOptions): void {
  let stopping = false;
  const begin = (reason: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), withinMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop in order');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      begin(signal);
    });
  }
  // No second requests: a terminal or launcher may ask for the end and leave.
  if (!hangupIsIgnored()) process.on('SIGHUP', () => begin('SIGHUP'));
  process.on('disconnect', () => begin('the launcher is gone'));
  if (wasLaunched && !process.connected) begin('the launcher left during the start');
}
