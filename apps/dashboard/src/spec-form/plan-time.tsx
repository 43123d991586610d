import { useQueries, useQuery } from '@tanstack/react-query';
import type { PlanResponse, WorkerDetail } from '@yoto/core';
import { Link } from 'react-router';
import { sweepQuery, taskSweepsQuery, workersQuery } from '../api/queries.ts';
import { formatNumber, formatPlural } from '../format/numbers.ts';
import { formatSeconds } from '../format/time.ts';
import { timedSweeps, timeEstimate } from './time-estimate.ts';

/** How long it takes the workers that are connected, by the speed of earlier sweeps; else why that is not known. */
export function PlanTime({ plan }: { plan: PlanResponse }) {
  const { task, dataset } = plan.spec;
  const workers = useQuery(workersQuery());
  const sweeps = useQuery(taskSweepsQuery(task.id));
  const candidates = timedSweeps(sweeps.data?.items ?? [], dataset.id);
  const details = useQueries({ queries: candidates.map(({ id }) => sweepQuery(id)) });
  if (!workers.data || !sweeps.data || details.some(({ isPending }) => isPending)) return null;
  const connected = workers.data.items.filter(isConnected);
  const slots = connected.reduce((sum, { concurrency }) => sum + concurrency, 0);
  const known = details.flatMap(({ data }) => data ?? []);
  const estimate = timeEstimate(plan, known, slots);
  if (!estimate) {
    return (
      <p className="hint">
        Time: not known, as no sweep of this task on this data set has been trained here yet.{' '}
        <code>npx yoto estimate</code> measures it.
      </p>
    );
  }
  const { wallSeconds, deviceSeconds, secondsPerStep, basis, isAlike } = estimate;
  return (
    <p className="plan-time">
      <strong>About {formatSeconds(slots > 0 ? wallSeconds : deviceSeconds)}</strong>{' '}
      {slots > 0
        ? `with ${formatPlural(slots, 'job')} at a time on ${formatPlural(connected.length, 'connected worker')}`
        : 'of device time; no worker is connected now'}
      .{' '}
      <span className="hint">
        By the speed of <Link to={`/sweeps/${basis.id}`}>{basis.name}</Link>, {formatNumber(secondsPerStep)} s
        per step{isAlike ? '' : ', whose batch size, width or parameters differ'}.
      </span>
    </p>
  );
}

const isConnected = ({ status }: WorkerDetail) => status === 'idle' || status === 'busy';
