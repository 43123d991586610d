/** What the fixed model of the nearest lambda makes of the same pictures: as it stored them, or else made here. */
import { useQuery } from '@tanstack/react-query';
import { type JobDetail, type JobSummary, type Lambda, nearestLambda, type TaskDetail } from '@yoto/core';
import type { ShownSet } from '@yoto/training';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { jobQuery } from '../api/job-queries.ts';
import { sweepJobsQuery } from '../api/queries.ts';
import { lambdaText } from '../format/lambda-text.ts';
import { SheetTile } from '../pictures/sheet-tile.tsx';
import { useManifests } from '../pictures/use-manifests.ts';
import { FixedRun } from './fixed-run.tsx';
import type { Look } from './look.ts';
import { PictureRow } from './picture-tiles.tsx';

interface NearestFixedProps {
  job: JobDetail;
  task: TaskDetail;
  set: Pick<ShownSet, 'name' | 'label' | 'isOfPictures'>;
  request: Look;
}

/** Nothing where the sweep has no other fixed model. */
export function NearestFixed({ job, task, set, request }: NearestFixedProps) {
  const [isRunning, setIsRunning] = useState(false);
  const jobs = useQuery(sweepJobsQuery(job.sweepId)).data?.items ?? [];
  const nearest = nearestFixed(jobs, job, request.lambda);
  const detail = useQuery({ ...jobQuery(nearest?.id ?? ''), enabled: nearest !== undefined }).data;
  if (!nearest?.lambda || !detail) return null;
  const at = lambdaText(nearest.lambda);
  const row = {
    title: `${set.label} of the nearest fixed model`,
    note: (
      <Link to={`/jobs/${nearest.id}`}>
        {nearest.group}, {at}
      </Link>
    ),
    textOf: (index: number) => `${set.label} ${index + 1} of the fixed model at ${at}`,
  };
  // What is made of noise alone is the same whatever is looked at.
  if (request.stored || !set.isOfPictures)
    return <StoredRow {...{ detail, set, row }} tiles={set.isOfPictures ? request.stored : undefined} />;
  if (isRunning) return <FixedRun key={detail.id} {...{ detail, task, request, row }} name={set.name} />;
  return (
    <div className="explore-row">
      <h3>
        {row.title} <span className="hint">{row.note}</span>
      </h3>
      <p className="hint">It has stored nothing of what is shown here.</p>
      <button type="button" className="button" onClick={() => setIsRunning(true)}>
        Run it here as well
      </button>
    </div>
  );
}

/** How the pictures of a fixed model are presented. */
export interface FixedRow {
  title: string;
  note: ReactNode;
  textOf: (index: number) => string;
}

interface StoredRowProps {
  detail: JobDetail;
  set: Pick<ShownSet, 'name'>;
  row: FixedRow;
  /** All, unless given. */
  tiles: readonly number[] | undefined;
}

function StoredRow({ detail, set, row: { textOf, ...row }, tiles }: StoredRowProps) {
  const { sheets } = useManifests([{ jobId: detail.id, artifacts: detail.artifacts }]);
  const sheet = sheets.get(detail.id)?.find(({ name, lambda: own }) => name === set.name && own !== null);
  if (!sheet) return null;
  const shown =
    tiles?.filter((index) => index < sheet.count) ?? Array.from({ length: sheet.count }, (_, i) => i);
  return (
    <PictureRow {...row} width={sheet.tileWidth} count={shown.length}>
      {shown.map((tile, index) => (
        <SheetTile key={`${sheet.url}#${tile}`} sheet={sheet} index={tile} text={textOf(index)} />
      ))}
    </PictureRow>
  );
}

/** Of the same seed where there are such. */
function nearestFixed(
  jobs: readonly JobSummary[],
  { id, seed }: Pick<JobSummary, 'id' | 'seed'>,
  lambda: Lambda,
): JobSummary | undefined {
  const fixed = jobs.filter(
    (one) => one.kind === 'fixed' && one.state === 'completed' && one.lambda && one.id !== id,
  );
  const alike = fixed.filter((one) => one.seed === seed);
  return nearestLambda(alike.length > 0 ? alike : fixed, lambda, (one) => one.lambda ?? {});
}
