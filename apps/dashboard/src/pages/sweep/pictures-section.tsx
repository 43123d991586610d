/** The models of a sweep beside each other, as figures 3 and 8 of the paper show them. */
import { useQuery } from '@tanstack/react-query';
import { type JobSummary, PICTURE_MANIFEST, type SweepProvenance, seriesName } from '@yoto/core';
import { useState } from 'react';
import { sweepProvenanceQuery } from '../../api/queries.ts';
import { Section } from '../../components/page.tsx';
import { Skeleton } from '../../components/query-view.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SeedSelect } from '../../examples/seed-select.tsx';
import { formatCount } from '../../format/numbers.ts';
import { type ModelPictures, sectionsOf } from '../../pictures/gallery.ts';
import { PictureGallery } from '../../pictures/picture-gallery.tsx';
import { type JobFiles, type Manifests, useManifests } from '../../pictures/use-manifests.ts';

/** Each job's list of pictures is a request of its own. */
const MOST_JOBS = 60;

interface PicturesSectionProps {
  sweepId: string;
  jobs: readonly JobSummary[];
}

/** Nothing as long as no job has pictures. */
export function PicturesSection({ sweepId, jobs }: PicturesSectionProps) {
  const provenance = useQuery(sweepProvenanceQuery(sweepId)).data;
  const shown = jobsWithPictures(jobs, provenance);
  const seeds = [...new Set(shown.map(({ job }) => job.seed))].sort((one, other) => one - other);
  const [chosenSeed, setSeed] = useState<number>();
  const seed = seeds.find((one) => one === chosenSeed) ?? seeds[0];
  const ofSeed = shown.filter(({ job }) => job.seed === seed);
  const visible = ofSeed.slice(0, MOST_JOBS);
  const manifests = useManifests(visible.map(({ files }) => files));
  const [chosen, setChosen] = useState<string>();
  if (seed === undefined) return null;
  const models = modelsOf(
    visible.map(({ job }) => job),
    manifests,
  );
  const sections = sectionsOf(models);
  const section = sections.find(({ name }) => name === chosen) ?? sections[0];
  return (
    <Section
      title="Pictures"
      hint={hintOf(visible.length, ofSeed.length, provenance?.moreArtifacts ?? false)}
      actions={
        <>
          <SeedSelect seeds={seeds} seed={seed} onSeed={setSeed} />
          {section && sections.length > 1 && (
            <Segmented
              label="Pictures to show"
              choices={sections.map(({ name, label }) => ({ value: name, label }))}
              value={section.name}
              onChange={setChosen}
            />
          )}
        </>
      }
    >
      {manifests.error && (
        <p className="hint">The list of some pictures cannot be read: {manifests.error.message}</p>
      )}
      {manifests.isLoading ? (
        <Skeleton lines={8} />
      ) : (
        <PictureGallery models={models} section={section?.name ?? ''} />
      )}
    </Section>
  );
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

/** One a series, in plan order: a group's interpolation stands beside the group's own models. */
function modelsOf(jobs: readonly JobSummary[], { sheets }: Manifests): ModelPictures[] {
  const nameOf = ({ group, kind }: JobSummary) => seriesName(group, kind);
  return [...new Set(jobs.map(nameOf))].map((name) => {
    const members = jobs.filter((job) => nameOf(job) === name);
    const kind = members.some((job) => job.kind === 'yoto') ? 'yoto' : 'fixed';
    return { name, kind, sheets: members.flatMap(({ id }) => sheets.get(id) ?? []) };
  });
}

function hintOf(visible: number, all: number, hasMore: boolean): string {
  const what =
    'One row per lambda, with the same noise for all: YOTO beside the fixed model of the nearest lambda, and interpolations where there are any';
  if (visible < all) return `${what}. The first ${formatCount(visible)} of ${formatCount(all)} jobs`;
  return hasMore ? `${what}. The sweep has more files than are listed here; see the pages of its jobs` : what;
}
