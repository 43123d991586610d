/** The models of a sweep beside each other, as figures 3, 7, 8 and 11 of the paper show them. */
import { useQuery } from '@tanstack/react-query';
import {
  type JobSummary,
  PICTURE_MANIFEST,
  type SweepDetail,
  type SweepProvenance,
  seriesName,
} from '@yoto/core';
import { useState } from 'react';
import { sweepProvenanceQuery } from '../../api/queries.ts';
import { Section } from '../../components/page.tsx';
import { Skeleton } from '../../components/query-view.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SeedSelect } from '../../examples/seed-select.tsx';
import { formatCount } from '../../format/numbers.ts';
import { dataSheets, type ModelPictures, sectionsOf } from '../../pictures/gallery.ts';
import { PictureGallery } from '../../pictures/picture-gallery.tsx';
import { PictureGridView } from '../../pictures/picture-grid-view.tsx';
import { type JobFiles, type Manifests, useManifests } from '../../pictures/use-manifests.ts';
import { BY_LAMBDA, usePictureGrid } from './use-picture-grid.ts';

/** Each job's list of pictures is a request of its own. */
const MOST_JOBS = 60;

interface PicturesSectionProps {
  sweep: SweepDetail;
  jobs: readonly JobSummary[];
}

/** Nothing as long as no job has pictures. */
export function PicturesSection({ sweep, jobs }: PicturesSectionProps) {
  const provenance = useQuery(sweepProvenanceQuery(sweep.id)).data;
  const shown = jobsWithPictures(jobs, provenance);
  const seeds = [...new Set(shown.map(({ job }) => job.seed))].sort((one, other) => one - other);
  const [chosenSeed, setSeed] = useState<number>();
  const seed = seeds.find((one) => one === chosenSeed) ?? seeds[0];
  const ofSeed = shown.filter(({ job }) => job.seed === seed);
  const visible = ofSeed.slice(0, MOST_JOBS);
  const manifests = useManifests(visible.map(({ files }) => files));
  const [chosen, setChosen] = useState<string>();
  const models = modelsOf(
    visible.map(({ job }) => job),
    manifests,
  );
  const sections = sectionsOf(models);
  const section = sections.find(({ name }) => name === chosen) ?? sections[0];
  const { parameters, along, setAlong, grid } = usePictureGrid(models, section?.name ?? '', sweep.taskId);
  if (seed === undefined) return null;
  return (
    <Section
      title="Pictures"
      hint={hintOf(along, {
        visible: visible.length,
        all: ofSeed.length,
        more: provenance?.moreArtifacts ?? false,
      })}
      actions={
        <>
          <SeedSelect seeds={seeds} seed={seed} onSeed={setSeed} />
          <Arrangement parameters={parameters} along={along} onAlong={setAlong} />
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
      ) : grid ? (
        <PictureGridView grid={grid} data={dataSheets(models)} />
      ) : (
        <PictureGallery models={models} section={section?.name ?? ''} />
      )}
    </Section>
  );
}

interface ArrangementProps {
  parameters: readonly string[];
  along: string;
  onAlong: (along: string) => void;
}

function Arrangement({ parameters, along, onAlong }: ArrangementProps) {
  if (parameters.length === 0) return null;
  return (
    <label className="filter">
      <span>Arranged</span>
      <select value={along} onChange={({ target }) => onAlong(target.value)}>
        <option value={BY_LAMBDA}>lambda by lambda</option>
        {parameters.map((name) => (
          <option key={name} value={name}>
            along {name}
          </option>
        ))}
      </select>
    </label>
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

function hintOf(
  along: string,
  { visible, all, more }: { visible: number; all: number; more: boolean },
): string {
  const what =
    along === BY_LAMBDA
      ? BY_LAMBDA_HINT
      : `One column per value of ${along}, YOTO above the other models; the noise is the same for all`;
  if (visible < all) return `${what}. The first ${formatCount(visible)} of ${formatCount(all)} jobs`;
  return more ? `${what}. The sweep has more files than are listed here; see the pages of its jobs` : what;
}

const BY_LAMBDA_HINT =
  'One row per lambda, with the same noise for all: YOTO beside the fixed model of the nearest lambda, and interpolations where there are any';
