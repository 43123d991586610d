/** Questions about sweeps, tasks, presets, workers and the server itself. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { PresetScale } from '@yoto/core';
import { type ListFilter, listQuery } from '../pages/sweeps/list-filter.ts';
import type { SpecDraft } from '../spec-form/spec-draft.ts';
import { apiClient } from './api-client.ts';
import { keys } from './query-keys.ts';

const SWEEPS_PER_PAGE = 25;
const EVENTS_SHOWN = 100;

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
