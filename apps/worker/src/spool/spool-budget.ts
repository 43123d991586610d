/** How many bytes of reports a worker keeps on disk at most, all its attempts together. */

export interface SpoolBudget {
  /** Reserves the bytes, or says that they do not fit now. */
  take(bytes: number): boolean;
  give(bytes: number): void;
  /** Resolves the next time that bytes are given back. */
  freed(): Promise<void>;
}

export function spoolBudget(mostBytes: number): SpoolBudget {
  let taken = 0;
  let waiting: (() => void)[] = [];
  return {
    take(bytes) {
      if (taken + bytes > mostBytes) return false;
      taken += bytes;
      return true;
    },
    give(bytes) {
      taken -= bytes;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    freed: () => new Promise((resolve) => waiting.push(resolve)),
  };
}
