/** What notices have made out of date, asked again in bursts. */
import type { QueryClient, QueryKey } from '@tanstack/react-query';

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
      this.add(cache.findAll({ queryKey, fetchStatus: 'fetching' }).map((query) => query.queryKey));
      void this.#queryClient.invalidateQueries({
        queryKey,
        predicate: ({ state }) => state.fetchStatus === 'idle',
      });
    }
  }
}
