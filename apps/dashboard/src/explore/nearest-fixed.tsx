/** What the fixed model of the nearest lambda made of the same pictures, as it stored them. */
import { useQuery } from '@tanstack/react-query';
import { type JobDetail, type JobSummary, type Lambda, nearestLambda } from '@yoto/core';
import type { ShownSet } from '@yoto/training';
import { Link } from 'react-router';
import { jobQuery } from '../api/job-queries.ts';
import { sweepJobsQuery } from '../api/queries.ts';
import { lambdaText } from '../format/lambda-text.ts';
import { SheetTile } from '../pictures/sheet-tile.tsx';
import { useManifests } from '../pictures/use-manifests.ts';
import { PictureRow } from './picture-tiles.tsx';

interface NearestFixedProps {
  job: JobDetail;
  lambda: Lambda;
  set: Pick<ShownSet, 'name' | 'label'>;
}

/** Nothing where the sweep has no other fixed model with such pictures. */
export function NearestFixed({ job, lambda, set }: NearestFixedProps) {
  const jobs = useQuery(sweepJobsQuery(job.sweepId)).data?.items ?? [];
  const nearest = nearestFixed(jobs, job, lambda);
  const detail = useQuery({ ...jobQuery(nearest?.id ?? ''), enabled: nearest !== undefined }).data;
  const { sheets } = useManifests(detail ? [{ jobId: detail.id, artifacts: detail.artifacts }] : []);
  const sheet = sheets
    .get(detail?.id ?? '')
    ?.find(({ name, lambda: own }) => name === set.name && own !== null);
  if (!nearest?.lambda || !sheet) return null;
  const at = lambdaText(nearest.lambda);
  return (
    <PictureRow
      title={`${set.label} of the nearest fixed model`}
      width={sheet.tileWidth}
      note={
        <Link to={`/jobs/${nearest.id}`}>
          {nearest.group}, {at}
        </Link>
      }
    >
      {Array.from({ length: sheet.count }, (_, index) => `${sheet.url}#${index}`).map((key, index) => (
        <SheetTile
          key={key}
          sheet={sheet}
          index={index}
          text={`${set.label} ${index + 1} of the fixed model at ${at}`}
        />
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
