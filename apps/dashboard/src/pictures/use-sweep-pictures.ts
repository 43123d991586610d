/** The stored pictures of a sweep, model by model, of one seed. */
import { useQuery } from '@tanstack/react-query';
import { type JobSummary, PICTURE_MANIFEST, type SweepProvenance, seriesName } from '@yoto/core';
import { useState } from 'react';
import { sweepProvenanceQuery } from '../api/job-queries.ts';
import { type ModelPictures, sectionsOf } from './gallery.ts';
import { type JobFiles, type Manifests, useManifests } from './use-manifests.ts';

/** Each job's list of pictures is a request of its own. */
const MOST_JOBS = 60;

export interface SweepPictures {
  models: readonly ModelPictures[];
  /** What there is to show that depends on lambda, and which of it is chosen. */
  sections: { name: string; label: string }[];
  section: string;
  setSection: (name: string) => void;
  seeds: readonly number[];
  seed: number;
  setSeed: (seed: number) => void;
  isLoading: boolean;
  error: Error | null;
  /** Jobs of the seed whose pictures are shown, and all that have some. */
  visible: number;
  all: number;
  /** Whether the sweep has more files than the server lists at once. */
  more: boolean;
}

/** Undefined as long as no job has pictures. */
export function useSweepPictures(sweepId: string, jobs: readonly JobSummary[]): SweepPictures | undefined {
  const provenance = useQuery(sweepProvenanceQuery(sweepId)).data;
  const shown = jobsWithPictures(jobs, provenance);
  const seeds = [...new Set(shown.map(({ job }) => job.seed))].sort((one, other) => one - other);
  const [chosenSeed, setSeed] = useState<number>();
  const seed = seeds.find((one) => one === chosenSeed) ?? seeds[0];
  const ofSeed = shown.filter(({ job }) => job.seed === seed);
  const visible = ofSeed.slice(0, MOST_JOBS);
  const manifests = useManifests(visible.map(({ files }) => files));
  const [chosen, setSection] = useState<string>();
  if (seed === undefined) return undefined;
  const models = modelsOf(
    visible.map(({ job }) => job),
    manifests,
  );
  const sections = sectionsOf(models);
  const section = (sections.find(({ name }) => name === chosen) ?? sections[0])?.name ?? '';
  return {
    ...{ models, sections, section, setSection, seeds, seed, setSeed },
    isLoading: manifests.isLoading,
    error: manifests.error,
    visible: visible.length,
    all: ofSeed.length,
    more: provenance?.moreArtifacts ?? false,
  };
}

interface JobWithPictures {
  job: JobSummary;
  files: JobFiles;
}

function jobsWithPictures(
  jobs: readonly JobSummary[],
  provenance: SweepProvenance | undefined,
): JobWithPictures[] {
  const all = provenance?.artifacts ?? [];
  return jobs.flatMap((job) => {
    const artifacts = all.filter(({ jobId }) => jobId === job.id);
    const hasPictures = artifacts.some(({ name }) => name === PICTURE_MANIFEST);
    return hasPictures ? [{ job, files: { jobId: job.id, artifacts } }] : [];
  });
}

/** One per series, in plan order: a group's interpolation stands beside the group's own models. */
function modelsOf(jobs: readonly JobSummary[], { sheets }: Manifests): ModelPictures[] {
  const nameOf = ({ group, kind }: JobSummary) => seriesName(group, kind);
  return [...new Set(jobs.map(nameOf))].map((name) => {
    const members = jobs.filter((job) => nameOf(job) === name);
    const kind = members.some((job) => job.kind === 'yoto') ? 'yoto' : 'fixed';
    return { name, kind, sheets: members.flatMap(({ id }) => sheets.get(id) ?? []) };
  });
}
