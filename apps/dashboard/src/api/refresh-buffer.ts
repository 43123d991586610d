/** What notices have made out of date, asked again in bursts. */
import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** What is being deleted, or was: asked again, it would only be said to be gone. */
const leaving = new Set<string>();

/** Deletes what the questions below `key` are about; meanwhile, and once it is gone, notices do not make them asked again. */
export async function whileLeaving(
  queryClient: QueryClient,
  key: QueryKey,
  remove: () => Promise<unknown>,
): Promise<void> {
  const text = JSON.stringify(key);
  leaving.add(text);
  try {
    await queryClient.cancelQueries({ queryKey: key });
    await remove();
  } catch (error) {
    leaving.delete(text);
    throw error;
  }
}

const isLeaving = (key: QueryKey): boolean =>
  key.some((_part, index) => leaving.has(JSON.stringify(key.slice(0, index + 1))));

/** Collects keys and refreshes each once per interval, however many notices name it. */
export class RefreshBuffer {
  readonly #queryClient: QueryClient;
  readonly #intervalMs: number;
  readonly #keys = new Map<string, QueryKey>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(queryClient: QueryClient, intervalMs: number) {
    this.#queryClient = queryClient;
    this.#intervalMs = intervalMs;
  }

  add(keys: readonly QueryKey[]): void {
    for (const key of keys) this.#keys.set(JSON.stringify(key), key);
    if (this.#keys.size > 0) this.#timer ??= setTimeout(() => this.#flush(), this.#intervalMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#keys.clear();
  }

  /** A question under way may be answered with what was true before the notice: it is asked again after its answer. */
  #flush(): void {
    this.#timer = undefined;
    const due = [...this.#keys.values()];
    this.#keys.clear();
    const cache = this.#queryClient.getQueryCache();
    for (const queryKey of due) {
      const fetching = cache.findAll({ queryKey, fetchStatus: 'fetching' });
      this.add(fetching.map((query) => query.queryKey));
      void this.#queryClient.invalidateQueries({
        queryKey,
        predicate: (query) => query.state.fetchStatus === 'idle' && !isLeaving(query.queryKey),
      });
    }
  }
}
