/** Questions about jobs, and what they have stored. */
import { queryOptions } from '@tanstack/react-query';
import {
  EXAMPLES_FILE,
  ExamplesFile,
  JOB_LOG,
  MOST_CURVES,
  PICTURE_MANIFEST,
  PictureManifest,
  parseInput,
  parseJobLog,
} from '@yoto/core';
import { apiClient } from './api-client.ts';
import { type CurvePart, gatherCurves } from './curve-requests.ts';
import { keys } from './query-keys.ts';

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: keys.jobDetail(id),
    queryFn: ({ signal }) => apiClient.getJob({ params: { id } }, { signal }),
  });

/** What curves a job has. */
export const jobMetricNamesQuery = (id: string) =>
  queryOptions({
    queryKey: keys.jobMetricNames(id),
    queryFn: ({ signal }) => apiClient.getJobMetricNames({ params: { id } }, { signal }),
  });

const askForCurve = gatherCurves((request, options) => apiClient.getCurves(request, options));

/** About one point per two pixels of a chart. */
const MOST_CURVE_POINTS = 400;
/** Of all lines of a chart together: more can neither be seen nor sent quickly. */
const MOST_CHART_POINTS = 6000;
/** So many lines may have as many points as the chart is wide. */
const FEW_CURVES = Math.floor(MOST_CHART_POINTS / MOST_CURVE_POINTS);

/** How many points each of so many curves in one chart is asked in. Two sizes, so that one more line does not ask for all again. */
export const pointsPerCurve = (curves: number): number =>
  curves <= FEW_CURVES ? MOST_CURVE_POINTS : Math.floor(MOST_CHART_POINTS / MOST_CURVES);

/**
 * One curve of a job, thinned where a chart could not show all of its points. What is there of it stays until a closer
 * look has come. Curves that are asked for at the same time share a request.
 */
export const jobCurveQuery = (id: string, part: CurvePart) => {
  const { name, range, maxPoints } = part;
  const queryKey = [...keys.jobMetrics(id), name, maxPoints, range ?? null];
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => askForCurve(id, part, signal),
    placeholderData: (before, query) =>
      queryKey.slice(0, -2).every((one, i) => one === query?.queryKey[i]) ? before : undefined,
  });
};

export const jobEvaluationsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.jobEvaluations(id),
    queryFn: ({ signal }) => apiClient.getJobEvaluations({ params: { id } }, { signal }),
  });

/**
 * The lines of a job's log; `sha256` is that of the version that the page knows of. What is there stays until the next version
 * has come.
 */
export const jobLogQuery = (id: string, sha256: string) => {
  const queryKey = [...keys.jobLog(id), sha256];
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) => {
      // Whichever version is the newest by now.
      const bytes = await apiClient.getArtifact({ params: { id, name: JOB_LOG } }, { signal });
      return parseJobLog(new TextDecoder().decode(bytes));
    },
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
    gcTime: 30_000,
  });
};

/** What data the jobs of a sweep have worked with. */
export const sweepDataQuery = (id: string) =>
  queryOptions({
    queryKey: keys.sweepData(id),
    queryFn: ({ signal }) => apiClient.getSweepData({ params: { id } }, { signal }),
  });

/** The pictures of the jobs of one seed; undefined: of the first that has some. What is there stays until another's have come. */
export const sweepPicturesQuery = (id: string, seed: number | undefined) =>
  queryOptions({
    queryKey: [...keys.sweepPictures(id), seed ?? null],
    queryFn: ({ signal }) => apiClient.getSweepPictures({ params: { id }, query: { seed } }, { signal }),
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  });

/** The files of one name that jobs of a sweep have stored. */
export const sweepArtifactsQuery = (id: string, name: string) =>
  queryOptions({
    queryKey: [...keys.sweepArtifacts(id), name],
    queryFn: ({ signal }) => apiClient.listSweepArtifacts({ params: { id }, query: { name } }, { signal }),
  });

/** The list of a job's pictures; bytes with a known hash never change. */
export const pictureManifestQuery = (id: string, sha256: string) =>
  queryOptions({
    queryKey: [...keys.pictureManifests, id, sha256],
    queryFn: async ({ signal }) => {
      const written = await storedJson(id, { name: PICTURE_MANIFEST, sha256, signal });
      return parseInput(PictureManifest, written, PICTURE_MANIFEST);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a job measured of single examples. */
export const examplesFileQuery = (id: string, sha256: string) =>
  queryOptions({
    queryKey: [...keys.examplesFiles, id, sha256],
    queryFn: async ({ signal }) =>
      parseInput(ExamplesFile, await storedJson(id, { name: EXAMPLES_FILE, sha256, signal }), EXAMPLES_FILE),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** A job's model after some step, without the optimiser's state. */
export const modelQuery = (id: string, sha256: string | undefined) =>
  queryOptions({
    queryKey: [...keys.models, id, sha256 ?? null],
    queryFn: ({ signal }) =>
      apiClient.getCheckpoint({ params: { id, hash: sha256 ?? '' }, query: { part: 'model' } }, { signal }),
    enabled: sha256 !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // They are large.
    gcTime: 60_000,
  });

async function storedJson(
  id: string,
  { name, sha256, signal }: { name: string; sha256: string; signal: AbortSignal },
): Promise<unknown> {
  const bytes = await apiClient.getArtifact({ params: { id, name }, query: { sha256 } }, { signal });
  return JSON.parse(new TextDecoder().decode(bytes));
}
