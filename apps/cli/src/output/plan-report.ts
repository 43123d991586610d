import { formatCount, type JobKind, lambdaLabel, type PlanResponse, seriesName } from '@yoto/core';
import { formatTable } from './table.ts';

const MOST_JOBS_SHOWN = 40;

/** What stands for the lambda of a job that has many, or none. */
const MANY_LAMBDAS: Record<JobKind, string> = {
  fixed: '',
  yoto: 'sampled',
  interpolation: 'mixed',
  codec: 'none: has settings',
};

/** Jobs and steps of each group, and of all. */
export function groupTable(plan: PlanResponse): string {
  return formatTable(
    [
      { title: 'group' },
      { title: 'kind' },
      { title: 'jobs', align: 'right' },
      { title: 'steps', align: 'right' },
    ],
    [
      ...plan.groups.map(({ name, kind, jobs, steps }) => [
        seriesName(name, kind),
        kind,
        formatCount(jobs),
        formatCount(steps),
      ]),
      ['all', '', formatCount(plan.totalJobs), formatCount(plan.totalSteps)],
    ],
  );
}

/** What a spec would do, for `--dry-run`: its groups, and its jobs as far as they fit on a page. */
export function planReport(plan: PlanResponse): string {
  const shown = plan.jobs.slice(0, MOST_JOBS_SHOWN);
  const jobs = formatTable(
    [
      { title: 'job', align: 'right' },
      { title: 'group' },
      { title: 'lambda' },
      { title: 'seed', align: 'right' },
    ],
    shown.map(({ group, kind, lambda, seed }, index) => [
      String(index),
      seriesName(group, kind),
      lambda ? lambdaLabel(lambda) : MANY_LAMBDAS[kind],
      String(seed),
    ]),
  );
  const more = plan.jobs.length - shown.length;
  const heading = `${plan.spec.name}: task ${plan.spec.task.id} on ${plan.spec.dataset.id}`;
  return [heading, groupTable(plan), more > 0 ? `${jobs}\n… and ${formatCount(more)} more` : jobs].join(
    '\n\n',
  );
}
