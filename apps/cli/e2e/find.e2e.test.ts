/** What a person names is looked up by the server, through all that it has. */
import { crowdAround, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findSweep } from '../src/sweep/find-sweep.ts';
import { findJob, findTarget } from '../src/sweep/find-target.ts';
import { type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { yoto } from './yoto-command.ts';

const rig = useTestStorage();
const state = stateFolder();
let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack(state.folder, ['--port', '0', '--workers', '0'], {
    DATABASE_URL: rig.database.url,
  });
});
afterAll(async () => {
  await stack?.interrupt();
  state.remove();
});

test('sweeps and jobs older than the newest 500 are found; what may mean several is told with all of them', async () => {
  const { sweep, jobs } = await submitSweep(rig.storage, { name: 'between two points' });
  const { sweep: twin } = await submitSweep(rig.storage, { name: 'twins' });
  const { sweep: other } = await submitSweep(rig.storage, { name: 'twins' });
  await crowdAround(rig.database, sweep.id, 600);
  const { client } = stack;
  const [job] = jobs;

  for (const reference of [sweep.id, sweep.id.slice(0, 30), 'between two points']) {
    expect([reference, await findSweep(client, reference)]).toEqual([reference, sweep.id]);
    expect(await findTarget(client, { target: reference, job: undefined })).toEqual({ sweepId: sweep.id });
  }
  expect(await findSweep(client, undefined)).toBe('ffffffff-ffff-4fff-8fff-000000000258');
  for (const reference of [job!.id, job!.id.slice(0, 13)]) {
    expect(await findJob(client, reference)).toBe(job!.id);
    expect(await findTarget(client, { target: reference, job: undefined })).toEqual({ jobId: job!.id });
    expect(await findTarget(client, { target: undefined, job: reference })).toEqual({ jobId: job!.id });
  }

  // Archived sweeps are not in lists, but whoever names one means it; the newest is one that lists show.
  const newest = await findSweep(client, undefined);
  await client.changeSweeps({
    body: { action: 'edit', ids: [sweep.id, newest], changes: { archived: true } },
  });
  expect(await findSweep(client, 'between two points')).toBe(sweep.id);
  expect(await findSweep(client, undefined)).toBe('ffffffff-ffff-4fff-8fff-000000000257');

  await expect(findSweep(client, 'twins')).rejects.toMatchObject({
    code: 'invalid_input',
    message: `"twins" may mean several sweeps: ${other.id} (twins), ${twin.id} (twins)`,
  });
  await expect(findSweep(client, 'ffff')).rejects.toThrow(/several sweeps: .*\(crowd 600\), .* and more$/);
  for (const nothing of ['Between two points', 'between', '', '00000000']) {
    await expect(findSweep(client, nothing)).rejects.toMatchObject({ code: 'not_found' });
  }
  for (const nothing of ['no id at all', '0000', job!.id.slice(0, 3)]) {
    await expect(findJob(client, nothing)).rejects.toMatchObject({ code: 'not_found' });
  }
  await expect(findTarget(client, { target: 'nothing', job: undefined })).rejects.toThrow(
    'There is no sweep or job with the name or id "nothing"',
  );
});

test('lists are searched, filtered and sorted among all sweeps of the server', async () => {
  const { sweep } = await submitSweep(rig.storage, {
    name: 'needle',
    defaults: { labels: { for: 'paper' } },
  });
  await crowdAround(rig.database, sweep.id, 600);
  const listed = async (...args: string[]) => {
    const { stdout, stderr } = await yoto(['sweeps', '--server', stack.url, ...args]);
    return stdout + stderr;
  };
  for (const args of [
    ['--search', 'NEED'],
    ['--label', 'for=paper'],
    ['--label', 'for', '--state', 'queued', '--task', 'test-toy'],
    ['--search', sweep.id.slice(0, 18)],
  ]) {
    expect([args, (await listed(...args)).split('\n').length]).toEqual([args, 4]);
    expect(await listed(...args)).toMatch(new RegExp(`${sweep.id} +needle +queued +test-toy`));
  }
  const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  const needle = (...args: string[]) => listed('--search', 'needle', ...args);
  expect(await needle('--created-after', day(-1), '--created-before', day(2))).toContain(sweep.id);
  expect(await needle('--created-after', day(2))).toContain('No sweep fits');
  expect(await needle('--created-before', new Date(Date.now() - 86_400_000).toISOString())).toContain(
    'No sweep fits',
  );
  expect(await needle('--created-after', 'yesterday')).toContain('createdAfter: is not a valid date');
  expect(await listed('--sort', 'name', '--limit', '1')).toContain('… and 600 more');
  expect(await listed('--search', 'haystack')).toContain('No sweep fits');
  expect(await listed('--state', 'done')).toContain('Allowed choices are');

  const edited = await yoto([
    'edit',
    'needle',
    '--server',
    stack.url,
    '--name',
    'pin',
    '--label',
    'sharp',
    '--label',
    'of=steel',
    '--remove-label',
    'for',
    '--favourite',
    '--archive',
    '--priority',
    '4',
    '--description',
    'found',
  ]);
  expect(edited).toMatchObject({ exitCode: 0, stdout: 'pin: changed\n' });
  expect(await stack.client.getSweep({ params: { id: sweep.id } })).toMatchObject({
    name: 'pin',
    description: 'found',
    labels: { sharp: '', of: 'steel' },
    favourite: true,
    priority: 4,
    archivedAt: expect.any(String),
  });
  expect(await listed('--search', 'pin')).toContain('No sweep fits');
  expect(await listed('--search', 'pin', '--archived')).toContain('★ pin');
  expect(await listed('--search', 'pin', '--archived', 'all', '--favourite')).toContain('★ pin');
  await yoto(['edit', 'pin', '--server', stack.url, '--no-favourite', '--unarchive']);
  expect(await listed('--search', 'pin')).toContain(' pin ');
  expect((await yoto(['edit', 'pin', '--server', stack.url])).stderr).toContain(
    'Nothing to change was named',
  );
});
