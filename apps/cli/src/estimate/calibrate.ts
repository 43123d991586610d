/** Has the worker train a few steps of each kind of job on this machine. */
import { AppError, ERROR_CODES, type TrainedJobSpec } from '@yoto/core';
import { z } from 'zod';
import { runWorkerCommand } from '../engine/worker-command.ts';
import { CALIBRATE_ENTRY } from '../local-stack/places.ts';

/** For all kinds together, without opening the engine and their data. */
const BUDGET_MS = 20_000;
/** A step cannot be cut short, and engines and data take time to open: beyond this what is measured has to do. */
const PATIENCE_MS = 120_000;

const Timing = z.object({
  startSeconds: z.number(),
  secondsPerStep: z.number(),
  isSettled: z.boolean(),
  secondsPerEvaluationBatch: z.number(),
  steps: z.int(),
});
export type JobTiming = z.infer<typeof Timing>;
const CalibratedEngine = z.object({ name: z.string(), device: z.string() });
const Line = z.union([
  z.object({ engine: CalibratedEngine }),
  z.object({ timed: Timing.extend({ index: z.int() }) }),
  z.object({ failed: z.object({ index: z.int(), code: z.enum(ERROR_CODES), message: z.string() }) }),
]);

export interface CalibrationOptions {
  engine: string;
  threads: number;
  nativeDir: string;
  dataDir: string;
  taskPackages: readonly string[];
  environment: NodeJS.ProcessEnv;
}

export interface Calibration {
  engine: z.infer<typeof CalibratedEngine>;
  threads: number;
  /** How long the measuring took. */
  seconds: number;
  /** Of each sample, in order; what could not be measured says why. */
  results: ({ timing: JobTiming } | { problem: string })[];
}

/** Throws `engine_unavailable` and the like; a job that cannot be trained here (no data) is no error. */
export async function calibrate(
  samples: readonly TrainedJobSpec[],
  { environment, ...options }: CalibrationOptions,
): Promise<Calibration> {
  const start = performance.now();
  let engine: Calibration['engine'] | undefined;
  const results: (Calibration['results'][number] | undefined)[] = samples.map(() => undefined);
  const ending = await runWorkerCommand({
    entry: CALIBRATE_ENTRY,
    input: { ...options, jobs: samples, budgetMs: BUDGET_MS },
    environment,
    timeoutMs: PATIENCE_MS,
    line: Line,
    onLine(line) {
      if ('engine' in line) engine = line.engine;
      else if ('timed' in line) results[line.timed.index] = { timing: line.timed };
      else results[line.failed.index] = { problem: line.failed.message };
    },
  });
  if (!engine) {
    throw new AppError(
      'engine_unavailable',
      `No engine could be measured here: ${ending ?? 'it said nothing'}`,
    );
  }
  return {
    engine,
    threads: options.threads,
    seconds: (performance.now() - start) / 1000,
    results: results.map(
      (result) =>
        result ?? {
          problem: `the measuring process ended before it (${ending ?? 'it said nothing'})`,
        },
    ),
  };
}
