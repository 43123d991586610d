/** Where the time of a training run went, in milliseconds. */
export interface TrainTimings {
  /** Waiting for batches. */
  data: number;
  compute: number;
  evaluate: number;
  /** Making checkpoints and pictures, and waiting until they and the points are taken. */
  report: number;
}

export interface Stopwatch {
  timings(): TrainTimings;
  /** Runs `work` and books its time. */
  measure<T>(activity: keyof TrainTimings, work: () => Promise<T> | T): Promise<T>;
}

export function createStopwatch(): Stopwatch {
  const spent: TrainTimings = { data: 0, compute: 0, evaluate: 0, report: 0 };
  return {
    timings: () => ({ ...spent }),
    async measure(activity, work) {
      const start = performance.now();
      try {
        return await work();
      } finally {
        spent[activity] += performance.now() - start;
      }
    },
  };
}
