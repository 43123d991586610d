/** Curves of jobs in the steps that their chart shows: zooming in asks for those steps alone, of which more can be shown. */
import { useQueries } from '@tanstack/react-query';
import { type JobSummary, LAST_STEP } from '@yoto/core';
import type { StepRange } from '../../api/curve-requests.ts';
import { jobCurveQuery, pointsPerCurve } from '../../api/job-queries.ts';
import type { Curve } from '../../charts/curves-chart.ts';
import type { ZoomBounds } from '../../charts/zoom-bounds.ts';

/** So that lines go on to the edges, as a share of what is shown. */
const BEYOND = 0.02;

export function useCurves(
  jobs: readonly Pick<JobSummary, 'id' | 'group' | 'lambda' | 'seed'>[],
  metric: string | undefined,
  zoom: ZoomBounds | undefined,
): Curve[] {
  const range = shownSteps(zoom);
  const maxPoints = pointsPerCurve(jobs.length);
  const answers = useQueries({
    queries: jobs.map((job) => ({
      ...jobCurveQuery(job.id, { name: metric ?? '', range, maxPoints }),
      enabled: metric !== undefined,
    })),
  });
  return jobs.map((job, i) => {
    const data = answers[i]?.data;
    return { job, points: data?.points ?? [], summary: data?.curve ?? undefined };
  });
}

/** Undefined: all of them. */
export function shownSteps(zoom: ZoomBounds | undefined): StepRange | undefined {
  if (!zoom?.x) return undefined;
  const [from, to] = zoom.x;
  const margin = (to - from) * BEYOND;
  const fromStep = Math.max(0, Math.floor(from - margin));
  const toStep = Math.min(LAST_STEP, Math.max(fromStep, Math.ceil(to + margin)));
  return fromStep > LAST_STEP ? undefined : { fromStep, toStep };
}
