/** The pictures of a sweep through HTTP: those of one seed, whatever else the sweep has stored. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '@yoto/client';
import { PICTURE_MANIFEST, type PictureManifest } from '@yoto/core';
import { openFileArtifactStore } from '@yoto/storage';
import { claimDue, registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningApi } from '../start-api.ts';
import { startTestApi } from '../testing/start-test-api.ts';

const rig = useTestStorage();
const folder = mkdtempSync(path.join(tmpdir(), 'yoto-sweep-pictures-'));
let api: RunningApi;

beforeAll(async () => {
  api = await startTestApi({ databaseUrl: rig.database.url, artifactLocation: folder });
});
afterAll(async () => {
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const sheet = (artifact: string): PictureManifest['sections'][number] => ({
  ...{ name: 'reconstructions', label: 'Reconstructions', lambda: { 'near-b': 1 }, artifact },
  ...{ tileWidth: 8, tileHeight: 8, gap: 1, columns: 2, count: 2 },
});

it('lists what the jobs of one seed have, the last ones as well, and says what cannot be read', async () => {
  const client = createClient({ baseUrl: api.url });
  const groups = [{ kind: 'fixed' as const, name: 'grid', lambdas: { 'near-b': [0.5, 1, 2] } }];
  const { sweep, jobs } = await submitSweep(rig.storage, { groups, defaults: { seeds: [4, 2] } });
  const request = { params: { id: sweep.id } };
  const nothing = { seeds: [], seed: null, jobs: [], jobsOfSeed: 0, problem: null };
  expect(await client.getSweepPictures(request)).toEqual(nothing);

  const store = await openFileArtifactStore(folder);
  const worker = await registerWorker(rig.storage);
  for (const _ of jobs) {
    const { id: jobId, attempt } = await claimDue(rig.storage, worker);
    const write = async (name: string, text: string) => {
      const key = `${jobId}/${name.replaceAll('/', '-')}`;
      const stored = await store.put(key, Buffer.from(text));
      const file = { name, mediaType: 'text/plain', key, ...stored };
      await rig.storage.artifacts.record({ jobId, attempt }, file);
    };
    await write('a.png', jobId);
    await write('unlisted.png', 'x');
    // A sheet whose file is not there is left out.
    const sections = [sheet('a.png'), sheet('gone.png')];
    await write(PICTURE_MANIFEST, JSON.stringify({ version: 1, sections }));
  }

  const pictures = await client.getSweepPictures(request);
  const ofSeed = jobs.filter(({ spec }) => spec.kind === 'fixed' && spec.seed === 2);
  expect(pictures).toMatchObject({ seeds: [2, 4], seed: 2, jobsOfSeed: 3, problem: null });
  expect(pictures.jobs.map(({ jobId, group }) => [jobId, group])).toEqual(
    ofSeed.map(({ id }) => [id, 'grid']),
  );
  const last = pictures.jobs.at(-1);
  expect(last?.sheets).toEqual([{ ...sheet('a.png'), url: expect.stringContaining('a.png?sha256=') }]);
  expect(await (await fetch(new URL(last?.sheets[0]?.url ?? '', api.url))).text()).toBe(last?.jobId);
  const other = await client.getSweepPictures({ ...request, query: { seed: 4 } });
  expect([other.seed, other.jobs.length]).toEqual([4, 3]);
  // A seed that has none, e.g. of an old address.
  expect(await client.getSweepPictures({ ...request, query: { seed: 9 } })).toEqual(pictures);

  writeFileSync(path.join(folder, `${last?.jobId}/${PICTURE_MANIFEST}`), 'damaged');
  const damaged = await client.getSweepPictures(request);
  expect(damaged.problem).toContain(`of job ${last?.jobId} are damaged`);
  expect(damaged.jobs.map(({ sheets }) => sheets.length)).toEqual([1, 1, 0]);
});
