/** Every question that pages ask the API. Keys nest, so that one key stands for all below it. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  EXAMPLES_FILE,
  ExamplesFile,
  JOB_LOG,
  PICTURE_MANIFEST,
  PictureManifest,
  type PresetScale,
  parseInput,
  parseJobLog,
  type SweepComparison,
} from '@yoto/core';
import { type ListFilter, listQuery } from '../pages/sweeps/list-filter.ts';
import type { SpecDraft } from '../spec-form/spec-draft.ts';
import { apiClient } from './api-client.ts';

const SWEEPS_PER_PAGE = 25;
const EVENTS_SHOWN = 100;

export const keys = {
  sweeps: ['sweeps'],
  sweep: (id: string) => ['sweep', id],
  sweepDetail: (id: string) => ['sweep', id, 'detail'],
  sweepJobs: (id: string) => ['sweep', id, 'jobs'],
  sweepEvents: (id: string) => ['sweep', id, 'events'],
  sweepProvenance: (id: string) => ['sweep', id, 'provenance'],
  sweepArtifacts: (id: string) => ['sweep', id, 'artifacts'],
  /** The quick answer, without intervals. */
  points: (id: string) => ['sweep', id, 'points'],
  comparison: (id: string) => ['sweep', id, 'comparison'],
  severalSweeps: ['several-sweeps'],
  jobs: ['job'],
  job: (id: string) => ['job', id],
  jobDetail: (id: string) => ['job', id, 'detail'],
  jobMetrics: (id: string) => ['job', id, 'metrics'],
  jobMetricNames: (id: string) => ['job', id, 'metric-names'],
  jobEvaluations: (id: string) => ['job', id, 'evaluations'],
  jobLog: (id: string) => ['job', id, 'log'],
  pictureManifests: ['picture-manifest'],
  examplesFiles: ['examples-file'],
  models: ['model'],
  heldOut: ['held-out-pictures'],
  tasks: ['tasks'],
  presets: ['presets'],
  workers: ['workers'],
  workerSetup: ['worker-setup'],
  readiness: ['readiness'],
} as const;

/** One page of the sweeps that fit; no cursor is the first page. Until another page has come, the one before is shown. */
export const sweepsQuery = (filter: ListFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: [...keys.sweeps, filter, cursor ?? null],
    queryFn: ({ signal }) =>
      apiClient.listSweeps(
        { query: { ...listQuery(filter, Date.now()), limit: SWEEPS_PER_PAGE, cursor } },
        { signal },
      ),
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });

export const sweepQuery = (id: string) =>
  queryOptions({
    queryKey: keys.sweepDetail(id),
    queryFn: ({ signal }) => apiClient.getSweep({ params: { id } }, { signal }),
  });

export const sweepJobsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.sweepJobs(id),
    queryFn: ({ signal }) => apiClient.listSweepJobs({ params: { id } }, { signal }),
  });

export const sweepEventsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.sweepEvents(id),
    queryFn: ({ signal }) =>
      apiClient.getSweepEvents({ params: { id }, query: { limit: EVENTS_SHOWN } }, { signal }),
  });

/** What a comparison is asked for; left out: the task's own axes, and no slice. */
export interface ComparisonChoice {
  x?: string | undefined;
  y?: string | undefined;
  slice?: string | undefined;
  base?: string | undefined;
}

/** Of two answers the one that was asked for later has the newer data, whichever came first. */
export interface AskedComparison {
  /** In milliseconds since the epoch. */
  askedAt: number;
  comparison: SweepComparison;
}

const compared = async (
  id: string,
  query: ComparisonChoice & { intervals?: 'no' },
  signal: AbortSignal,
): Promise<AskedComparison> => {
  const askedAt = Date.now();
  return { askedAt, comparison: await apiClient.getSweepComparison({ params: { id }, query }, { signal }) };
};

/** How the methods compare, without intervals: quick. What is there stays until another choice's answer has come. */
export const pointsQuery = (id: string, choice: ComparisonChoice) =>
  queryOptions({
    queryKey: [...keys.points(id), choice],
    queryFn: ({ signal }) => compared(id, { ...choice, intervals: 'no' }, signal),
    placeholderData: keepPreviousData,
  });

/** The same with intervals over seeds, which take a while. */
export const comparisonQuery = (id: string, choice: ComparisonChoice) =>
  queryOptions({
    queryKey: [...keys.comparison(id), choice],
    queryFn: ({ signal }) => compared(id, choice, signal),
    placeholderData: keepPreviousData,
  });

/** How groups of several sweeps compare; `of`: as the address of the page has them, `id` or `id:group`. */
export const severalSweepsQuery = (
  of: readonly string[],
  choice: ComparisonChoice,
  intervals: 'yes' | 'no',
) =>
  queryOptions({
    queryKey: [...keys.severalSweeps, of, choice, intervals],
    queryFn: async ({ signal }) => {
      const askedAt = Date.now();
      const query = { ...choice, of: [...of], intervals };
      return { askedAt, comparison: await apiClient.compareSweeps({ query }, { signal }) };
    },
    placeholderData: keepPreviousData,
    // No notice names several sweeps.
    refetchInterval: ({ state }) => (state.data?.comparison.complete === false ? 20_000 : false),
  });

/** The newest sweeps that fit a search, for somebody to choose from. */
export const sweepChoicesQuery = (search: string, task: string | undefined) =>
  queryOptions({
    queryKey: [...keys.sweeps, 'choices', search, task ?? null],
    queryFn: ({ signal }) =>
      apiClient.listSweeps(
        {
          query: { limit: 8, ...(search === '' ? {} : { search }), ...(task === undefined ? {} : { task }) },
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

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

/** The steps that a chart of curves shows; undefined: all of them. */
export interface StepRange {
  fromStep: number;
  toStep: number;
}

/** About one point per two pixels of a chart. */
const MOST_CURVE_POINTS = 400;

/**
 * One curve of a job, thinned where a chart could not show all of its points. What is there of it stays until a closer
 * look has come.
 */
export const jobCurveQuery = (id: string, name: string, range?: StepRange) => {
  const queryKey = [...keys.jobMetrics(id), name, range ?? null];
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => {
      const query = { name, maxPoints: MOST_CURVE_POINTS, ...range };
      return apiClient.getJobMetrics({ params: { id }, query }, { signal });
    },
    placeholderData: (before, query) =>
      queryKey.slice(0, -1).every((part, i) => part === query?.queryKey[i]) ? before : undefined,
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

export const sweepProvenanceQuery = (id: string) =>
  queryOptions({
    queryKey: keys.sweepProvenance(id),
    queryFn: ({ signal }) => apiClient.getSweepProvenance({ params: { id } }, { signal }),
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

/** Tasks change only with the server's version. */
export const tasksQuery = () =>
  queryOptions({
    queryKey: keys.tasks,
    queryFn: ({ signal }) => apiClient.listTasks({}, { signal }),
    staleTime: 5 * 60_000,
  });

/** The newest sweeps of a task, to tell from them how fast it trains. */
export const taskSweepsQuery = (task: string) =>
  queryOptions({
    queryKey: [...keys.sweeps, 'of-task', task],
    queryFn: ({ signal }) =>
      apiClient.listSweeps({ query: { task, limit: 25, archived: 'all' } }, { signal }),
  });

/** Presets change only with the server's version, as tasks do. */
export const presetsQuery = () =>
  queryOptions({
    queryKey: keys.presets,
    queryFn: ({ signal }) => apiClient.listPresets({}, { signal }),
    staleTime: 5 * 60_000,
  });

export const presetQuery = (name: string, scale: PresetScale) =>
  queryOptions({
    queryKey: [...keys.presets, name, scale],
    queryFn: ({ signal }) => apiClient.getPreset({ params: { name }, query: { scale } }, { signal }),
    staleTime: 5 * 60_000,
  });

/** Polled as well: that a worker went silent makes no notice. */
export const workersQuery = () =>
  queryOptions({
    queryKey: keys.workers,
    queryFn: ({ signal }) => apiClient.listWorkers({}, { signal }),
    refetchInterval: 10_000,
  });

/** What to start a worker with. It changes only with the server. */
export const workerSetupQuery = () =>
  queryOptions({
    queryKey: keys.workerSetup,
    queryFn: ({ signal }) => apiClient.getWorkerSetup({}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Asked all the time: pages that wait for notices would not learn of an outage. */
export const readinessQuery = () =>
  queryOptions({
    queryKey: keys.readiness,
    queryFn: ({ signal }) => apiClient.getReadiness({}, { signal }),
    refetchInterval: 5000,
  });

export const planQuery = (spec: SpecDraft) =>
  queryOptions({
    queryKey: ['plan', spec],
    queryFn: ({ signal }) => apiClient.planSweep({ body: { spec } }, { signal }),
    gcTime: 60_000,
  });
