import { MOST_PICTURED_JOBS, PICTURE_MANIFEST, PictureManifest, parseInput } from '@yoto/core';
import type { FileOfJob } from '@yoto/storage';
import type { ApiContext } from '../context.ts';
import { storedBytes } from '../routes/artifact-bytes.ts';
import { artifactUrl } from '../wire/artifact.ts';
import type { Operation } from './operation.ts';

/** Of one seed: what the manifests of its jobs list, with the address of each file. */
export const getSweepPictures: Operation<'getSweepPictures'> = async (context, { params, query }) => {
  const { artifacts, sweeps } = context.storage;
  const { id } = await sweeps.get(params.id);
  const seeds = await artifacts.seedsWith(id, PICTURE_MANIFEST);
  const seed = seeds.find((one) => one === query.seed) ?? seeds[0] ?? null;
  if (seed === null) return { seeds, seed, jobs: [], jobsOfSeed: 0, problem: null };
  const ofSeed = await artifacts.ofSeed(id, PICTURE_MANIFEST, seed);
  const shown = ofSeed.slice(0, MOST_PICTURED_JOBS);
  const read = await Promise.all(shown.map((file) => readManifest(context, file)));
  const entries = read.flatMap(({ sections }) => sections);
  const files = await artifacts.named(
    shown.map(({ jobId }) => jobId),
    [...new Set(entries.map(({ artifact }) => artifact))],
  );
  const urls = new Map(files.map((file) => [fileKey(file.jobId, file.name), artifactUrl(file)]));
  return {
    seeds,
    seed,
    jobs: shown.map(({ jobId, group, kind }, i) => ({
      ...{ jobId, group, kind },
      sheets: (read[i]?.sections ?? []).flatMap((entry) => {
        const url = urls.get(fileKey(jobId, entry.artifact));
        return url === undefined ? [] : [{ ...entry, url }];
      }),
    })),
    jobsOfSeed: ofSeed.length,
    problem: read.find(({ problem }) => problem !== null)?.problem ?? null,
  };
};

const fileKey = (jobId: string, name: string): string => `${jobId} ${name}`;

interface ReadManifest extends Pick<PictureManifest, 'sections'> {
  problem: string | null;
}

/** The pictures of the other jobs are shown all the same where the list of one is gone or damaged. */
async function readManifest(context: ApiContext, { jobId, ...file }: FileOfJob): Promise<ReadManifest> {
  const what = `the file "${PICTURE_MANIFEST}" of job ${jobId}`;
  try {
    const written = JSON.parse((await storedBytes(context, file, what)).toString('utf8'));
    return { ...parseInput(PictureManifest, written, PICTURE_MANIFEST), problem: null };
  } catch (error) {
    return { sections: [], problem: error instanceof Error ? error.message : String(error) };
  }
}
