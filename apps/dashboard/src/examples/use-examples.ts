import { useQueries, useQuery } from '@tanstack/react-query';
import { EXAMPLES_FILE, isTerminal, type JobSummary } from '@yoto/core';
import { examplesFileQuery, sweepArtifactsQuery } from '../api/job-queries.ts';
import { type Examples, examplesOf } from './example-series.ts';

/** Each job's file is a request of its own. */
const MOST_JOBS = 60;

export interface ShownExamples extends Examples {
  /** Those that some model has stored examples of, and the one shown. */
  seeds: readonly number[];
  seed: number;
  isLoading: boolean;
  /** The first that went wrong. */
  error: Error | null;
  /** Jobs of the seed that have not ended and will store theirs. */
  awaited: number;
  /** Jobs of the seed whose files are not read, because there are too many. */
  leftOut: number;
}

/** What the jobs of a sweep have stored of single examples; undefined while none has. Without jobs nothing is asked. */
export function useExamples(
  sweepId: string,
  jobs: readonly JobSummary[],
  askedSeed: number | undefined,
): ShownExamples | undefined {
  const listed = useQuery({ ...sweepArtifactsQuery(sweepId, EXAMPLES_FILE), enabled: jobs.length > 0 });
  const hashes = new Map((listed.data?.items ?? []).map(({ jobId, sha256 }) => [jobId, sha256]));
  const stored = jobs.filter(({ id }) => hashes.has(id));
  // Codecs draw nothing: theirs stand beside those of every seed.
  const drawing = stored.filter(({ kind }) => kind !== 'codec');
  const seeds = [...new Set((drawing.length > 0 ? drawing : stored).map((job) => job.seed))].sort(
    (a, b) => a - b,
  );
  const seed = seeds.find((one) => one === askedSeed) ?? seeds[0];
  const isShown = (job: JobSummary) => job.seed === seed || job.kind === 'codec';
  const ofSeed = stored.filter(isShown);
  const read = ofSeed.slice(0, MOST_JOBS);
  const queries = useQueries({
    queries: read.map(({ id }) => examplesFileQuery(id, hashes.get(id) ?? '')),
  });
  if (seed === undefined) return undefined;
  const files = read.flatMap(({ id }, index) => {
    const file = queries[index]?.data;
    return file ? [[id, file] as const] : [];
  });
  return {
    ...examplesOf(read, new Map(files)),
    seeds,
    seed,
    isLoading: queries.some(({ isPending }) => isPending),
    error: queries.find(({ error }) => error)?.error ?? null,
    awaited: jobs.filter((job) => isShown(job) && !isTerminal(job.state)).length,
    leftOut: ofSeed.length - read.length,
  };
}
