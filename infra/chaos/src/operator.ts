/** The person on duty: lets workers that were quarantined work again, since here their faults are all our doing. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from './stack/stack.ts';

const LOOK_EVERY_MS = 1_000;

export interface Operator {
  /** How many quarantined workers were released. */
  released(): number;
  stop(): Promise<void>;
}

export function startOperator({ rows, client }: Stack): Operator {
  const stopping = new AbortController();
  let released = 0;
  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      const workers = await rows.query<{ id: string }>(
        'select id from workers where quarantined_at is not null and stopped_at is null',
      );
      for (const { id } of workers) {
        // An API that is away now is asked again at the next look.
        await client.releaseWorker({ params: { id } }).then(
          () => {
            released += 1;
          },
          () => undefined,
        );
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  const watching = watch();
  watching.catch(() => undefined); // the database is gone for good: whoever follows the sweep says so
  return {
    released: () => released,
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
