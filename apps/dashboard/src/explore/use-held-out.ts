/** The held-out pictures that jobs of a sweep have stored, as a model takes them. */
import { useQuery } from '@tanstack/react-query';
import { type JobDetail, PICTURE_MANIFEST } from '@yoto/core';
import type { HostPicture } from '@yoto/training';
import { jobQuery, sweepArtifactsQuery } from '../api/job-queries.ts';
import { keys } from '../api/query-keys.ts';
import { useManifests } from '../pictures/use-manifests.ts';
import { sheetPictures } from './read-picture.ts';

export interface HeldOut {
  /** By the names of their sections, which those of a model's inputs are; missing ones are not stored anywhere. */
  pictures: Readonly<Record<string, readonly HostPicture[]>>;
  isLoading: boolean;
  error: Error | null;
}

/** Of the job itself or, before it is through, of another one of its sweep: all of them are evaluated on the same examples. */
export function useHeldOut(job: JobDetail): HeldOut {
  const hasOwn = job.artifacts.some(({ name }) => name === PICTURE_MANIFEST);
  const others = useQuery({ ...sweepArtifactsQuery(job.sweepId, PICTURE_MANIFEST), enabled: !hasOwn });
  const otherId = others.data?.items[0]?.jobId;
  const other = useQuery({ ...jobQuery(otherId ?? ''), enabled: !hasOwn && otherId !== undefined });
  const source = hasOwn ? job : other.data;
  const manifests = useManifests(source ? [{ jobId: source.id, artifacts: source.artifacts }] : []);
  const stored = manifests.sheets.get(source?.id ?? '') ?? [];
  const sheets = stored.filter(({ lambda }) => lambda === null);
  const read = useQuery({
    queryKey: [...keys.heldOut, ...sheets.map(({ url }) => url)],
    queryFn: async ({ signal }) => {
      const entries = sheets.map(async (sheet) => [sheet.name, await sheetPictures(sheet, signal)] as const);
      return Object.fromEntries(await Promise.all(entries));
    },
    enabled: sheets.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const asked = [
    ...(sheets.length > 0 ? [read] : []),
    ...(hasOwn ? [] : [others, ...(otherId === undefined ? [] : [other])]),
  ];
  return {
    pictures: read.data ?? NONE,
    isLoading: manifests.isLoading || asked.some(({ isPending }) => isPending),
    error: manifests.error ?? asked.find(({ error }) => error)?.error ?? null,
  };
}

const NONE = {};
