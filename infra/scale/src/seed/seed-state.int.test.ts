import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXAMPLES_FILE, ExamplesFile, JobSpec, PICTURE_MANIFEST, PictureManifest } from '@yoto/core';
import { openFileArtifactStore, type Storage } from '@yoto/storage';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { findSeeded, seedDatabase } from './seed-state.ts';

const rig = useTestStorage();
const artifacts = mkdtempSync(path.join(tmpdir(), 'yoto-seed-test-'));
afterAll(() => rmSync(artifacts, { recursive: true, force: true }));

const TINY = {
  ...{ sweeps: 12, jobs: 76, points: 3000, longCurve: 500, comparedJobs: 30, seed: 1 },
  now: new Date('2026-01-31T12:00:00Z'),
  add: false,
};
const quiet = () => {};
const seed = (changes: Partial<typeof TINY> = {}) =>
  seedDatabase(rig.database.url, artifacts, { ...TINY, ...changes }, quiet);

const TABLES = ['sweeps', 'jobs', 'attempts', 'metric_points', 'evaluation_points', 'artifacts', 'workers'];

/** By table: how many rows, and a hash of their content. */
async function content(): Promise<Record<string, { rows: number; hash: string }>> {
  const client = new pg.Client(rig.database.url);
  await client.connect();
  try {
    const found: Record<string, { rows: number; hash: string }> = {};
    for (const table of TABLES) {
      const { rows } = await client.query(
        `select count(*)::int as rows, md5(string_agg(t::text, ' ' order by t::text)) as hash from ${table} t`,
      );
      found[table] = rows[0];
    }
    return found;
  } finally {
    await client.end();
  }
}

async function clear(): Promise<void> {
  const client = new pg.Client(rig.database.url);
  await client.connect();
  await client.query('delete from sweeps; delete from workers');
  await client.end();
}

const statesOf = async (storage: Storage) =>
  (await storage.sweeps.list({ limit: 100 })).rows.map(({ jobCounts }) => jobCounts);

it('writes rows that the product reads: as many as asked for, and nothing that a worker would begin', async () => {
  const { compared, long } = await seed();
  expect(await findSeeded(rig.database.url)).toEqual({ compared, long });
  const { storage } = rig;
  const states = await statesOf(storage);
  expect(states).toHaveLength(12);
  expect(states.flatMap(({ queued, running, pausing }) => [queued, running, pausing])).toEqual(
    Array.from({ length: 36 }, () => 0),
  );
  const rows = await content();
  expect(rows.jobs?.rows).toBe(76);
  // Two seeds of a YOTO model and two grids of twelve; and one job.
  const jobs = await storage.jobs.ofSweep(compared);
  expect(jobs).toHaveLength(50);
  for (const { spec } of jobs) JobSpec.parse(spec);
  const [longJob] = await storage.jobs.ofSweep(long);
  const { curves } = await storage.points.metrics(longJob?.id ?? '', { maxPoints: 100 });
  expect(curves).toEqual([{ name: 'loss', points: 500, bucketSteps: 10 }]);
  const measured = await storage.points.lastEvaluationsOfSweep(compared);
  // Each fixed model at its lambda, each YOTO model at all of them.
  expect(measured).toHaveLength(48 + 2 * 12);
});

it('stores files whose content is what their rows say', async () => {
  const { compared } = await seed();
  const store = await openFileArtifactStore(artifacts);
  const read = async (name: string) => {
    const [file] = await rig.storage.artifacts.namedInSweep(compared, name);
    return JSON.parse((await store.get(file?.key ?? '', file?.sha256)).toString());
  };
  expect(PictureManifest.parse(await read(PICTURE_MANIFEST)).sections).toHaveLength(13);
  expect(ExamplesFile.parse(await read(EXAMPLES_FILE)).points).toHaveLength(12);
});

it('writes the same rows for the same seed, others for another one', async () => {
  await seed();
  const first = await content();
  await clear();
  await seed();
  expect(await content()).toEqual(first);
  await clear();
  await seed({ seed: 2 });
  const other = await content();
  expect(other.jobs?.rows).toBe(first.jobs?.rows);
  expect(other.metric_points?.hash).not.toBe(first.metric_points?.hash);
});

it('refuses a database with sweeps, and adds to it when told', async () => {
  await seed();
  await expect(seed()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/sweeps already \(12\).*--add/),
  });
  await seed({ add: true, seed: 2 });
  expect(await statesOf(rig.storage)).toHaveLength(24);
});
