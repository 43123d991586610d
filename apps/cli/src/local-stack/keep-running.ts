/** Starts a process again when it ends by itself, waiting longer every time it fails soon. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Child, ReadyMessage } from './child.ts';

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;
/** A process that lived this long had started well: the next failure is a new story. */
const HEALTHY_AFTER_MS = 60_000;

export interface KeptRunning {
  /** The first process is up; rejects when it could not start, and then nothing is started again. */
  ready: Promise<ReadyMessage>;
  /** Ends it for good. */
  stop(): Promise<void>;
  kill(): void;
}

/** Starts a process, and another whenever it ends by itself. `notify` gets a line for a person. */
export function keepRunning(start: () => Child, notify: (line: string) => void): KeptRunning {
  let current = start();
  const { ready } = current;
  const stopping = new AbortController();

  async function watch(): Promise<void> {
    await ready;
    let failures = 0;
    for (;;) {
      const startedAt = Date.now();
      const how = await current.ended;
      if (stopping.signal.aborted) return;
      failures = Date.now() - startedAt > HEALTHY_AFTER_MS ? 1 : failures + 1;
      const waitMs = restartDelayMs(failures);
      notify(
        `${current.name} ended (${how}), starting it again in ${waitMs / 1000} s; its log: ${current.logFile}`,
      );
      await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      current = start();
    }
  }

  // A first start that fails is the business of whoever awaits `ready`.
  const watching = watch().catch(() => undefined);
  return {
    ready,
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
    },
    kill() {
      stopping.abort();
      current.kill();
    },
  };
}

/** Doubles with every failure in a row (1, 2, 3, …). */
export function restartDelayMs(failures: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
}
