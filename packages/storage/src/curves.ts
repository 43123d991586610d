/** Training curves, thinned in SQL: a curve of a million points is answered in a few hundred. */
import { type CurvePoint, type CurveSummary, LAST_STEP, type PointValue, pointValue } from '@yoto/core';
import type { Database } from './database.ts';
import { statement } from './statement.ts';
import type { Curves, CurvesQuery } from './storage.ts';

export async function readMetricNames(database: Database, jobId: string): Promise<string[]> {
  return (await database.query<{ name: string }>(METRIC_NAMES, [jobId])).map(({ name }) => name);
}

export async function readCurves(
  database: Database,
  jobId: string,
  { names, maxPoints, fromStep = 0, toStep = LAST_STEP }: CurvesQuery,
): Promise<Curves> {
  const values = [jobId, names ?? null, maxPoints, fromStep, toStep, BUCKET_SIZES];
  const rows = await database.query<StoredBucket>(CURVES, values);
  const curves = new Map<string, CurveSummary>();
  for (const { name, bucketSteps, count } of rows) {
    const points = (curves.get(name)?.points ?? 0) + count;
    curves.set(name, { name, points, bucketSteps });
  }
  return { curves: [...curves.values()], points: rows.map(curvePoint) };
}

/** One row per point of an answer. Of numbers that are not finite, float8 gives what JavaScript calls them. */
interface StoredBucket {
  name: string;
  /** Null where the curve was not thinned. */
  bucketSteps: number | null;
  firstStep: number;
  step: number;
  count: number;
  finite: number;
  min: number | null;
  max: number | null;
  /** Of the finite values. */
  total: number | null;
  /** In place of the total, where that may be too large for a double: 1 / `SCALE` of it. */
  scaled: number | null;
  /** Where none is finite. */
  other: number | null;
}

function curvePoint(row: StoredBucket): CurvePoint {
  const { name, step, firstStep, count, finite, min, max } = row;
  const point = { name, step, value: bucketValue(row) };
  if (count === 1) return point;
  return { ...point, bucket: { firstStep, points: count, nonFinite: count - finite, min, max } };
}

/** The least and the greatest value bound the mean, which rounding may have carried beyond them. */
function bucketValue({ finite, min, max, total, scaled, other }: StoredBucket): PointValue {
  if (min === null || max === null) return other === null ? null : pointValue(other);
  return Math.min(max, Math.max(min, scaled === null ? (total ?? 0) / finite : (scaled / finite) * SCALE));
}

/** In steps: 1, 2 and 5 times the powers of ten, so that people can read them. */
const BUCKET_SIZES = Array.from({ length: 28 }, (_, i) => [1, 2, 5][i % 3]! * 10 ** Math.floor(i / 3)).filter(
  (size) => size <= LAST_STEP,
);

/** The names in the index, one look-up each. */
const KNOWN = `known(name) as (
    (select name from metric_points where job_id = $1 order by name limit 1)
    union all
    select (select p.name from metric_points p where p.job_id = $1 and p.name > k.name order by p.name limit 1)
    from known k where k.name is not null
  )`;

const METRIC_NAMES = statement(`
  with recursive ${KNOWN} select name from known where name is not null order by name`);

const FINITE = `value between '-1.7976931348623157e308' and '1.7976931348623157e308'`;
/** A double holds the sum of two thousand million of these. */
const SUMMABLE = `value between -1e298 and 1e298`;
/** More than the points of any bucket. */
const SCALE = 2 ** 40;

/**
 * A curve with no more points than asked for is returned as it is. Any other is cut into buckets of so many steps ($6 has
 * the sizes), counted from step 0, so that a bucket holds the same points in whatever range it is asked for and however
 * far the job has come. Each bucket is one look-up in the index, which has the values: nothing is sorted, and the table is
 * not read but for points that are newer than its last vacuum.
 */
const CURVES = statement(`
  with recursive ${KNOWN},
  asked as (
    select distinct name from unnest($2::text[]) as n(name)
    union all
    select name from known where $2::text[] is null and name is not null
  ),
  ends as (
    select a.name,
      (select step from metric_points where job_id = $1 and name = a.name and step between $4 and $5
        order by step limit 1) as first,
      (select step from metric_points where job_id = $1 and name = a.name and step between $4 and $5
        order by step desc limit 1) as last,
      (select count(*) from (select from metric_points
        where job_id = $1 and name = a.name and step between $4 and $5 limit $3::int + 1) as few) > $3::int as thinned
    from asked a
  ),
  buckets as (
    select e.name, s.size, greatest(e.first, at) as first, least(e.last, at + s.size - 1) as last
    from ends e
    cross join lateral (
      select size from unnest($6::bigint[]) as s(size) where e.last / size - e.first / size < $3::int
      order by size limit 1
    ) as s
    cross join lateral generate_series(e.first / s.size * s.size, e.last, s.size) as at
    where e.thinned
  )
  select e.name, null::int as "bucketSteps", p.step as "firstStep", p.step, 1 as count, p.finite::int,
    case when p.finite then p.value end as min, case when p.finite then p.value end as max, case when p.finite then p.value end as total,
    null::float8 as scaled, p.value as other
  from ends e
  join lateral (
    select step, value, coalesce(${FINITE}, false) as finite from metric_points
    where job_id = $1 and name = e.name and step between e.first and e.last
  ) as p on not e.thinned
  union all
  select b.name, b.size::int, p."firstStep", p.step, p.count, p.finite, p.min, p.max, p.total,
    case when p.min < -1e298 or p.max > 1e298 then (
      select sum(case when abs(value) > 1 then value / ${SCALE} else 0 end) from metric_points
      where job_id = $1 and name = b.name and step between b.first and b.last and ${FINITE}
    ) end,
    case when p.finite = 0 then (
      select case when min(value) = max(value) then min(value) when count(value) > 0 then 'NaN' end from metric_points
      where job_id = $1 and name = b.name and step between b.first and b.last
    ) end
  from buckets b
  cross join lateral (
    select min(step) as "firstStep", max(step) as step, count(*)::int as count,
      (count(*) filter (where ${FINITE}))::int as finite, min(value) filter (where ${FINITE}) as min,
      max(value) filter (where ${FINITE}) as max, sum(value) filter (where ${SUMMABLE}) as total
    from metric_points
    where job_id = $1 and name = b.name and step between b.first and b.last
  ) as p
  where p.count > 0
  order by 1, 4`);
