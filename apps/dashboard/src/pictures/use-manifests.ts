import { useQueries } from '@tanstack/react-query';
import { type ArtifactDetail, PICTURE_MANIFEST } from '@yoto/core';
import { serverUrl } from '../api/base-path.ts';
import { pictureManifestQuery } from '../api/job-queries.ts';
import type { ShownSheet } from './gallery.ts';

/** A job and the files that it stored. */
export interface JobFiles {
  jobId: string;
  artifacts: readonly ArtifactDetail[];
}

export interface Manifests {
  /** By the ids of the jobs whose manifests are there. */
  sheets: ReadonlyMap<string, ShownSheet[]>;
  isLoading: boolean;
  /** The first that went wrong. */
  error: Error | null;
}

/** What the jobs have to show; jobs without pictures are left out. */
export function useManifests(jobs: readonly JobFiles[]): Manifests {
  const listed = jobs.flatMap(({ jobId, artifacts }) => {
    const manifest = artifacts.find(({ name }) => name === PICTURE_MANIFEST);
    return manifest ? [{ jobId, artifacts, sha256: manifest.sha256 }] : [];
  });
  const queries = useQueries({
    queries: listed.map(({ jobId, sha256 }) => pictureManifestQuery(jobId, sha256)),
  });
  const sheets = listed.map(({ jobId, artifacts }, index) => {
    const urls = new Map(artifacts.map(({ name, url }) => [name, serverUrl(url)]));
    const shown = (queries[index]?.data?.sections ?? []).flatMap((entry): ShownSheet[] => {
      const url = urls.get(entry.artifact);
      return url === undefined ? [] : [{ ...entry, url }];
    });
    return [jobId, shown] as const;
  });
  return {
    sheets: new Map(sheets),
    isLoading: queries.some(({ isPending }) => isPending),
    error: queries.find(({ error }) => error)?.error ?? null,
  };
}
