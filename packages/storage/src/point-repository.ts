/** Points in bulk: one statement a write, which takes effect only while the attempt owns the job. */
import { type EvaluationPoint, LAST_STEP, type Lambda, placeKey, type Setting } from '@yoto/core';
import { readCurves, readMetricNames } from './curves.ts';
import type { Database } from './database.ts';
import { OWNER, writeFenced } from './fence.ts';
import { notifySql } from './notices.ts';
import { requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { PointRepository } from './storage.ts';

export function pointRepository(database: Database): PointRepository {
  return {
    async writeMetrics(attempt, points) {
      const unique = lastOfEach(points, (point) => `${point.step} ${point.name}`);
      await writeFenced(database, attempt, WRITE_METRICS, [
        unique.map((point) => point.name),
        unique.map((point) => point.step),
        unique.map((point) => point.value),
      ]);
    },
    async writeEvaluations(attempt, points) {
      const unique = lastOfEach(points, (point) => `${point.step} ${placeKey(point)}`);
      const records = unique.map((point) => ({ ...point, place_key: placeKey(point) }));
      await writeFenced(database, attempt, WRITE_EVALUATIONS, [JSON.stringify(records)]);
    },
    async metricNames(jobId) {
      requireId('job', jobId);
      return readMetricNames(database, jobId);
    },
    async metrics(jobId, query) {
      requireId('job', jobId);
      return readCurves(database, jobId, query);
    },
    async evaluations(jobId) {
      requireId('job', jobId);
      return (await database.query<StoredEvaluation>(EVALUATIONS, [jobId])).map(evaluationPoint);
    },
    async lastEvaluationsOfSweep(sweepId, untilStep = LAST_STEP) {
      requireId('sweep', sweepId);
      const rows = await database.query<StoredEvaluation & { jobId: string }>(LAST_EVALUATIONS, [
        sweepId,
        untilStep,
      ]);
      return rows.map(evaluationPoint);
    },
    async evaluatedStepsOfSweep(sweepId) {
      requireId('sweep', sweepId);
      const rows = await database.query<{ step: number }>(EVALUATED_STEPS, [sweepId]);
      return rows.map(({ step }) => step);
    },
  };
}

const TELL_OWNER = `select id, ${notifySql('points', { sweepId: 'sweep_id', jobId: 'id' })} from owner`;

const WRITE_METRICS = statement(`
  with ${OWNER}, written as (
    insert into metric_points (job_id, name, step, value, attempt)
    select owner.id, p.name, p.step, p.value, $2
    from owner, unnest($3::text[], $4::int[], $5::float8[]) as p(name, step, value)
    on conflict (job_id, name, step) do update set value = excluded.value, attempt = excluded.attempt
  )
  ${TELL_OWNER}`);

const WRITE_EVALUATIONS = statement(`
  with ${OWNER}, written as (
    insert into evaluation_points (job_id, step, place_key, lambda, setting, losses, metrics, examples, attempt)
    select owner.id, p.step, p.place_key, p.lambda, p.setting, p.losses, p.metrics, p.examples, $2
    from owner, json_to_recordset($3::json)
      as p(step int, place_key text, lambda jsonb, setting jsonb, losses jsonb, metrics jsonb, examples int)
    on conflict (job_id, step, place_key) do update set
      lambda = excluded.lambda, setting = excluded.setting, losses = excluded.losses, metrics = excluded.metrics,
      examples = excluded.examples, attempt = excluded.attempt
  )
  ${TELL_OWNER}`);

/** One statement cannot upsert a key twice: the last of equal keys counts. */
function lastOfEach<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

/** Of a model with a lambda, of a codec with a setting. */
type StoredEvaluation = Omit<EvaluationPoint, 'lambda' | 'setting'> & {
  lambda: Lambda | null;
  setting: Setting | null;
};

const evaluationPoint = <Row extends StoredEvaluation>({ lambda, setting, ...rest }: Row) => ({
  ...rest,
  ...(lambda ? { lambda } : { setting: setting ?? {} }),
});

const EVALUATION_COLUMNS = 'e.step, e.lambda, e.setting, e.losses, e.metrics, e.examples';

const EVALUATIONS = statement(`
  select ${EVALUATION_COLUMNS} from evaluation_points e where e.job_id = $1 order by e.step, e.place_key`);

const LAST_EVALUATIONS = statement(`
  select e.job_id as "jobId", ${EVALUATION_COLUMNS}
  from jobs j
  join lateral (
    select max(step) as step from evaluation_points where job_id = j.id and step <= $2::int
  ) as latest on true
  join evaluation_points e on e.job_id = j.id and e.step = latest.step
  where j.sweep_id = $1
  order by j.index, e.place_key`);

/** From each step of a job to its next, along the index: a step has as many rows as there are lambdas. */
const EVALUATED_STEPS = statement(`
  with recursive walk(job_id, step) as (
    select j.id, (select min(step) from evaluation_points where job_id = j.id) from jobs j where j.sweep_id = $1
    union all
    select w.job_id, (select min(step) from evaluation_points where job_id = w.job_id and step > w.step)
    from walk w where w.step is not null
  )
  select distinct step from walk where step is not null order by step`);
