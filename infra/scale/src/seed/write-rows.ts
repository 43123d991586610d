/** The rows, made in the database from what templates say: millions of points are computed where they are stored. */
import type pg from 'pg';
import type { SeedPlan } from './seeded-sweeps.ts';
import type { SeedSizes } from './sizes.ts';

const WORKERS = 200;

/** Of the worker with the number, which differs between runs at different times. */
const workerId = (number: string) => uuidOf(`'worker ' || $2::timestamptz || ' ' || ${number}`);

/** What is worth telling while it takes its time. */
type Log = (line: string) => void;

/** All rows in one transaction: either everything is there afterwards or nothing. */
export async function writeRows(
  client: pg.Client,
  plan: SeedPlan,
  sizes: SeedSizes,
  log: Log,
): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local work_mem = '256MB'; set local timezone = 'UTC'`);
    await client.query(TEMPLATE_TABLES);
    await sendTemplates(client, plan);
    const values = [sizes.seed, sizes.now];
    for (const [what, sql, used] of STATEMENTS) {
      const startedAt = performance.now();
      const { rowCount } = await client.query(sql, values.slice(0, used));
      log(`${what}: ${rowCount} rows in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    }
    await withoutForeignKeys(client, 'metric_points', async () => {
      const startedAt = performance.now();
      const { rowCount } = await client.query(METRIC_POINTS, [sizes.seed]);
      log(`points of curves: ${rowCount} rows in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** What PostgreSQL plans with, and index-only scans: autovacuum would come by within minutes. */
export async function tidy(client: pg.Client): Promise<void> {
  await client.query('vacuum (analyze)');
}

/**
 * Checks the keys all at once afterwards instead of row by row, which would take longer than all the rest. The constraint is
 * made again as it was, and PostgreSQL refuses that where a row breaks it.
 */
async function withoutForeignKeys(
  client: pg.Client,
  table: string,
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where conrelid = $1::regclass and contype = 'f'`,
    [table],
  );
  for (const { name } of rows) await client.query(`alter table ${table} drop constraint ${name}`);
  await work();
  for (const { name, definition } of rows)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
}

async function sendTemplates(client: pg.Client, { templates, sweeps }: SeedPlan): Promise<void> {
  const jobs = templates.flatMap((template, number) =>
    template.jobs.map((job) => ({ ...job, template: number })),
  );
  const tables = {
    template: templates.map(({ spec, curveEvery, evaluations, jobs: own }, template) => ({
      ...{ template, spec, jobs: own.length },
      curve_every: curveEvery,
      evaluations,
    })),
    job: jobs.map(({ template, index, spec, steps, requirementKey, requirement }) => ({
      ...{ template, index, spec, steps, requirement },
      requirement_key: requirementKey,
    })),
    curve: jobs.flatMap(({ template, index, curves }) =>
      curves.map((curve) => ({ template, index, ...curve })),
    ),
    point: jobs.flatMap(({ template, index, points }) =>
      points.map(({ placeKey, ...point }) => ({ template, index, place_key: placeKey, ...point })),
    ),
    sweep: sweeps.map(({ createdAt, ...sweep }, number) => ({ ...sweep, number, created_at: createdAt })),
  };
  for (const [table, rows] of Object.entries(tables)) {
    await client.query(
      `insert into seed_${table} select * from json_populate_recordset(null::seed_${table}, $1::json)`,
      [JSON.stringify(rows)],
    );
  }
}

const TEMPLATE_TABLES = `
  create temp table seed_template (template int, spec jsonb, jobs int, curve_every int, evaluations int) on commit drop;
  create temp table seed_job (template int, index int, spec jsonb, requirement_key text, requirement jsonb, steps int)
    on commit drop;
  create temp table seed_curve (template int, index int, name text, first float8, last float8) on commit drop;
  create temp table seed_point (template int, index int, place_key text, lambda jsonb, losses jsonb, metrics jsonb)
    on commit drop;
  create temp table seed_sweep (number int, id uuid, template int, name text, description text, labels jsonb,
    favourite boolean, archived boolean, fate text, created_at timestamptz) on commit drop;
  create temp table seeded (id uuid, sweep int, template int, index int, state job_state, worker_id uuid, step int,
    started_at timestamptz, finished_at timestamptz) on commit drop`;

/** A version 4 UUID that depends on the seed ($1) and on what it is for alone. */
const uuidOf = (what: string) =>
  `overlay(overlay(md5($1::text || ' ' || ${what}) placing '4' from 13) placing '8' from 17)::uuid`;

/** In [0, 1). */
const chanceOf = (what: string) => `(hashtextextended(${what}, $1::bigint) & 65535) / 65536.0`;

const STATEMENTS: readonly (readonly [what: string, sql: string, values: number])[] = [
  [
    'requirements',
    `insert into requirements (key, content) select distinct requirement_key, requirement from seed_job
     on conflict (key) do nothing`,
    0,
  ],
  [
    'workers',
    `insert into workers (id, name, host, pid, engine, device, engine_class, memory_bytes, tasks, labels, version,
       concurrency, started_at, heartbeat_at, stopped_at)
     select ${workerId('n')}, 'worker-' || n, 'node-' || (n / 4), 1000 + n,
       case when n % 5 = 0 then 'webgpu' else 'wasm' end, case when n % 5 = 0 then 'NVIDIA H100' else 'Intel Xeon' end,
       case when n % 5 = 0 then 'gpu' else 'cpu' end, 16000000000,
       '[{"id": "beta-vae", "version": 1}]', '{}', '0.1.0', 1,
       $2::timestamptz - interval '3 days', $2::timestamptz - n * interval '5 minutes',
       case when n % 3 = 0 then $2::timestamptz - n * interval '5 minutes' end
     from generate_series(1, ${WORKERS}) as n`,
    2,
  ],
  [
    'sweeps',
    `insert into sweeps (id, name, description, task_id, dataset_id, spec, labels, favourite, created_at, served_at,
       cancelled_at, archived_at)
     select s.id, s.name, s.description, t.spec -> 'task' ->> 'id', t.spec -> 'dataset' ->> 'id',
       t.spec || jsonb_build_object('name', s.name), s.labels, s.favourite, s.created_at, s.created_at,
       case when s.fate = 'cancelled' then s.created_at + interval '1 hour' end,
       case when s.archived then s.created_at + interval '10 days' end
     from seed_sweep s join seed_template t using (template)`,
    0,
  ],
  [
    'what became of the jobs',
    `insert into seeded
     select ${uuidOf(`'job ' || s.id || ' ' || j.index`)}, s.number, s.template, j.index, fate.state,
       case when fate.state not in ('cancelled', 'paused')
         then ${workerId(`(1 + (s.number * 7 + j.index) % ${WORKERS})`)} end,
       case fate.state when 'completed' then j.steps when 'failed' then j.steps / 2 else 0 end,
       s.created_at + j.index * interval '30 seconds' + interval '5 seconds',
       s.created_at + j.index * interval '30 seconds'
         + interval '10 minutes' * (1 + ${chanceOf(`'took ' || s.number || ' ' || j.index`)})
     from seed_sweep s join seed_job j using (template) join seed_template t using (template)
     cross join lateral (select (case
       when s.fate = 'partly-failed' and j.index % 8 = 3 then 'failed'
       when s.fate in ('cancelled', 'paused') and j.index * 2 >= t.jobs then s.fate
       else 'completed' end)::job_state as state) as fate`,
    2,
  ],
  [
    'jobs',
    `insert into jobs (id, sweep_id, index, spec, requirement_key, state, attempt, failures, step, steps, worker_id,
       heartbeat_at, error_code, error_message, created_at, started_at, finished_at)
     select d.id, s.id, d.index, j.spec, j.requirement_key, d.state, (d.worker_id is not null)::int,
       (d.state = 'failed')::int, d.step, j.steps, d.worker_id,
       case when d.worker_id is not null then d.finished_at end,
       case when d.state = 'failed' then 'diverged' end,
       case when d.state = 'failed' then 'The loss became NaN at step ' || d.step || ': try a lower learning rate' end,
       s.created_at, case when d.worker_id is not null then d.started_at end,
       case when d.state <> 'paused' then d.finished_at end
     from seeded d join seed_sweep s on s.number = d.sweep join seed_job j on (j.template, j.index) = (d.template, d.index)`,
    0,
  ],
  [
    'attempts',
    `insert into attempts (job_id, number, worker_id, engine, engine_version, device, outcome, error_code, error_message,
       timings, data, started_at, finished_at)
     select d.id, 1, d.worker_id, w.engine, '4.22.0', w.device,
       (case when d.state = 'failed' then 'diverged' else 'completed' end)::attempt_outcome, j.error_code, j.error_message,
       '{"data": 21000, "compute": 560000, "evaluate": 41000, "report": 900}',
       jsonb_build_object('description', 'Rendered on demand', 'frozen', '[]'::jsonb, 'fingerprint',
         jsonb_build_object('sha256', encode(sha256((j.spec -> 'dataset' ->> 'id')::bytea), 'hex'), 'covers', 'the generator')),
       d.started_at, d.finished_at
     from seeded d join jobs j on j.id = d.id join workers w on w.id = d.worker_id`,
    0,
  ],
  [
    'events',
    `insert into events (sweep_id, job_id, attempt, type, message, created_at)
     select sweep_id, job_id, attempt, type, message, at from (
       select s.id as sweep_id, null::uuid as job_id, null::int as attempt, 'submitted' as type,
         'Submitted with ' || t.jobs || ' jobs' as message, s.created_at as at
       from seed_sweep s join seed_template t using (template)
       union all
       select s.id, d.id, null, 'started', 'Attempt 1 started on ' || w.engine || ' (' || w.device || ')', d.started_at
       from seeded d join seed_sweep s on s.number = d.sweep join workers w on w.id = d.worker_id
       union all
       select s.id, d.id, null, d.state::text, case d.state
         when 'completed' then 'Attempt 1 completed the job' when 'failed' then 'Attempt 1 diverged'
         when 'paused' then 'Paused before its first attempt' else 'Cancelled' end, d.finished_at
       from seeded d join seed_sweep s on s.number = d.sweep
     ) as lines order by at, job_id`,
    0,
  ],
  [
    'evaluations',
    `insert into evaluation_points (job_id, step, place_key, lambda, losses, metrics, examples, attempt)
     select d.id, d.step * n / t.evaluations, p.place_key, p.lambda,
       (select jsonb_object_agg(key, value::float8
           * (1 + 0.2 * (t.evaluations - n)) * (1 + 0.01 * (${chanceOf(`'sweep ' || d.sweep`)} - 0.5)))
         from jsonb_each_text(p.losses)),
       p.metrics, 1024, 1
     from seeded d join seed_template t using (template) join seed_point p using (template, index)
     cross join generate_series(1, t.evaluations) as n
     where d.state = 'completed'`,
    1,
  ],
];

/** Falls quickly, then slowly, with noise that grows less and a rare spike. */
const METRIC_POINTS = `
  insert into metric_points (job_id, name, step, value, attempt)
  select d.id, c.name, s.step,
    (c.last + (c.first - c.last) * exp(-6.0 * s.step / d.steps)) * (1 + 0.05 * (random.share - 0.5) + random.spike), 1
  from (select seeded.*, j.steps from seeded join seed_job j using (template, index) where step > 0 order by id) as d
  join seed_template t using (template)
  join seed_curve c using (template, index)
  cross join lateral generate_series(t.curve_every, d.step, t.curve_every) as s(step)
  cross join lateral (select hashint8extended(s.step, $1::bigint + d.sweep * 1000 + d.index) as bits) as hash
  cross join lateral (select (bits & 65535) / 65536.0 as share,
    case when bits & 1048575 = 77 then 3 else 0 end as spike) as random
  order by d.id, c.name, s.step`;
