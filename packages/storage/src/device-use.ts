/** What a sweep has used of devices: the costs that its analysis compares, and the machines that its report names. */
import type { Database } from './database.ts';
import { requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { DeviceUse, MachineUse } from './storage.ts';

/** SQL: wall-clock seconds for which the attempts `a` have held a device, those that run included. */
export const ATTEMPT_SECONDS =
  'sum(extract(epoch from coalesce(a.finished_at, now()) - a.started_at))::float8';

const USE_BY_JOB = statement(`
  select a.job_id as "jobId", ${ATTEMPT_SECONDS} as seconds,
    coalesce(array_agg(distinct a.device) filter (where a.device is not null), '{}') as devices
  from attempts a join jobs j on j.id = a.job_id
  where j.sweep_id = $1 group by a.job_id`);

export async function deviceUseOfSweep(database: Database, sweepId: string): Promise<Map<string, DeviceUse>> {
  requireId('sweep', sweepId);
  const rows = await database.query<DeviceUse & { jobId: string }>(USE_BY_JOB, [sweepId]);
  return new Map(rows.map(({ jobId, ...use }) => [jobId, use]));
}

const USE_BY_MACHINE = statement(`
  select a.engine, a.engine_version as "engineVersion", a.device, w.version as "workerVersion", count(*)::int as attempts,
    count(distinct a.job_id)::int as jobs, ${ATTEMPT_SECONDS} as "deviceSeconds"
  from attempts a join jobs j on j.id = a.job_id left join workers w on w.id = a.worker_id
  where j.sweep_id = $1
  group by a.engine, a.engine_version, a.device, w.version
  order by "deviceSeconds" desc, a.engine, a.engine_version, a.device`);

export async function machinesOfSweep({ query }: Database, sweepId: string): Promise<MachineUse[]> {
  requireId('sweep', sweepId);
  return query<MachineUse>(USE_BY_MACHINE, [sweepId]);
}
