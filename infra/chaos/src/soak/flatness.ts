/** Decides whether what was sampled stays flat: a line is fitted to each column after the warm-up. */
import type { Sample } from './sample.ts';

interface Rule {
  title: string;
  /** How much the fitted line may rise from the end of the warm-up to the last sample; undefined: shown, not judged. */
  mostRise: number | undefined;
}

/**
 * Memory: what V8 compiles and caches late is worth a few MiB; a leak of 4 KiB per job would be 6 MiB over the 1,600
 * jobs after the warm-up. Handles and connections come in whole numbers: one that leaks every hundredth job shows.
 * The resident size depends on when V8 and the system give pages back, so it is only shown.
 */
export const FLATNESS_RULES: Record<Exclude<keyof Sample, 'jobs'>, Rule> = {
  daemonReachableMb: { title: 'daemon heap MiB', mostRise: 6 },
  daemonResidentMb: { title: 'daemon resident MiB', mostRise: undefined },
  apiReachableMb: { title: 'API heap MiB', mostRise: 6 },
  daemonFiles: { title: 'daemon files', mostRise: 4 },
  apiFiles: { title: 'API files', mostRise: 4 },
  postgresConnections: { title: 'Postgres connections', mostRise: 3 },
  redisClients: { title: 'Redis clients', mostRise: 2 },
  temporaryFiles: { title: 'temporary files', mostRise: 8 },
};

/** The first part of the samples: pools fill, code is compiled, caches reach their size. */
const WARM_UP_SHARE = 0.2;

export interface Flatness {
  column: keyof typeof FLATNESS_RULES;
  title: string;
  /** From the end of the warm-up to the last sample, by the fitted line. */
  rise: number;
  mostRise: number | undefined;
  isFlat: boolean;
}

/** One verdict a column; at least three samples have to be left after the warm-up. */
export function judgeFlatness(samples: readonly Sample[]): Flatness[] {
  const settled = samples.slice(Math.ceil(samples.length * WARM_UP_SHARE));
  if (settled.length < 3) throw new RangeError(`${samples.length} samples are too few to fit a line`);
  const jobs = settled.map((sample) => sample.jobs);
  const span = jobs.at(-1)! - jobs[0]!;
  return Object.entries(FLATNESS_RULES).map(([name, { title, mostRise }]) => {
    const column = name as keyof typeof FLATNESS_RULES;
    const values = settled.map((sample) => sample[column]);
    const rise = slope(jobs, values) * span;
    return { column, title, rise, mostRise, isFlat: mostRise === undefined || rise <= mostRise };
  });
}

/** Of the least-squares line. */
function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i]! - meanY), 0);
  const variance = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  return covariance / variance;
}
