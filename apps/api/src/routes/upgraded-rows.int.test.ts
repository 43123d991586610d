/**
 * A database that the version before the migration `codecs` left behind: two completed sweeps with every kind of job, one
 * that has not begun, and what that version's API answered about them. `zcat` shows it.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Client, createClient } from '@yoto/client';
import { type EvaluationPoint, JobSpec, type JobSummary, type MetricPoint, planSweep } from '@yoto/core';
import { applyMigrationsUntil } from '@yoto/storage/testing';
import { testDatabase } from '@yoto/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi } from '../testing/start-test-api.ts';

type Row = Record<string, unknown>;
interface Answers {
  comparison: Row;
  jobs: { summary: Row; evaluations: Row[]; metrics: MetricPoint[] }[];
}
interface Before {
  lastMigration: string;
  rows: Record<string, Row[]>;
  answers: Record<string, Answers>;
  /** The sweep whose jobs are all queued. */
  waiting: string;
}

const file = new URL('../testing/upgrades/before-codecs.json.gz', import.meta.url);
const before: Before = JSON.parse(gunzipSync(readFileSync(file)).toString());

let client: Client;
let close = async () => {};
beforeAll(async () => {
  const { url, drop } = await testDatabase();
  await restore(url);
  const api = await startTestApi({ databaseUrl: url });
  client = createClient({ baseUrl: api.url });
  close = async () => {
    await api.close();
    await drop();
  };
}, 60_000);
afterAll(() => close());

async function restore(url: string): Promise<void> {
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  try {
    await database.query('drop schema public cascade; create schema public');
    await applyMigrationsUntil(before.lastMigration, url);
    for (const [table, rows] of Object.entries(before.rows)) {
      const insert = `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`;
      await database.query(insert, [JSON.stringify(rows)]);
    }
  } finally {
    await database.end();
  }
}

const sweeps = Object.entries(before.answers);

/** Words may change from version to version; numbers may not. */
const withoutSentences = (answer: object): unknown =>
  JSON.parse(JSON.stringify(answer), (key, value) => (key === 'statement' ? undefined : value));

test('sweeps compare as before, to the last digit', async () => {
  for (const [id, { comparison }] of sweeps) {
    const { slice } = comparison as { slice: { value: { along: string } | null } };
    const several = (comparison.varying as string[]).length > 1;
    const query = several && slice.value ? { slice: slice.value.along } : {};
    // It did not say why there was none.
    const singleModel = { value: comparison.singleModel, reason: null };
    const now = await client.getSweepComparison({ params: { id }, query });
    expect(withoutSentences(now)).toEqual(withoutSentences({ ...comparison, singleModel }));
  }
});

test('jobs are as before, where those of codecs have a name and settings of their own', async () => {
  for (const [id, { jobs }] of sweeps) {
    const { items } = await client.listSweepJobs({ params: { id } });
    const isCodec = ({ kind }: Row) => kind === 'reference';
    expect(items).toEqual(
      jobs.map(({ summary }) => (isCodec(summary) ? { ...summary, kind: 'codec' } : summary)),
    );
    for (const { summary, evaluations, metrics } of jobs) {
      const params = { id: String(summary.id) };
      const wanted = evaluations.map(({ lambda, ...rest }) =>
        isCodec(summary) ? { ...rest, setting: lambda } : { ...rest, lambda },
      );
      expect((await client.getJobEvaluations({ params })).points).toEqual(wanted as EvaluationPoint[]);
      expect((await client.getJobMetrics({ params, query: {} })).points).toEqual(metrics);
    }
  }
  const kinds = sweeps.flatMap(([, { jobs }]) => jobs.map(({ summary }) => summary.kind));
  expect(new Set(kinds)).toEqual(new Set(['fixed', 'yoto', 'interpolation', 'reference']));
});

test('jobs that have not begun are those that the sweep would plan today', async () => {
  for (const id of [before.waiting, ...Object.keys(before.answers)]) {
    const params = { id };
    const [{ spec }, { items }] = [await client.getSweep({ params }), await client.listSweepJobs({ params })];
    const specs = await Promise.all(
      items.map(async (job: JobSummary) => (await client.getJob({ params: { id: job.id } })).spec),
    );
    for (const one of specs) expect(JobSpec.parse(one)).toEqual(one);
    expect(specs).toEqual(planSweep(spec).jobs);
  }
});
