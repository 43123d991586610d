import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeArtifactStore } from '@yoto/testkit/contract';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openFileArtifactStore } from './file-artifact-store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yoto-artifacts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describeArtifactStore('files', () => openFileArtifactStore(path.join(folder, 'contract')));

test('leaves no temporary file behind', async () => {
  const store = await openFileArtifactStore(path.join(folder, 'clean'));
  await store.put('a/b', Buffer.from('x'));
  const missing = store.put('a/c', { path: path.join(folder, 'missing') });
  await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  expect(await readdir(path.join(folder, 'clean', 'a'))).toEqual(['b']);
});

test('a changed file is detected', async () => {
  const store = await openFileArtifactStore(path.join(folder, 'tampered'));
  const { sha256 } = await store.put('checkpoint', Buffer.alloc(1000, 1));
  const file = path.join(folder, 'tampered', 'checkpoint');
  const bytes = await readFile(file);
  bytes[500] = 2;
  await writeFile(file, bytes);
  await expect(store.get('checkpoint', sha256)).rejects.toMatchObject({ code: 'checkpoint_corrupt' });
  await writeFile(file, bytes.subarray(0, 999));
  await expect(store.get('checkpoint', sha256)).rejects.toMatchObject({ code: 'checkpoint_corrupt' });
});

test('a folder that cannot be made or written is told', async () => {
  const file = path.join(folder, 'a-file');
  await writeFile(file, '');
  await expect(openFileArtifactStore(path.join(file, 'below'))).rejects.toMatchObject({
    code: 'config_invalid',
  });
  const store = await openFileArtifactStore(path.join(folder, 'occupied'));
  await store.put('name', Buffer.from('x'));
  await expect(store.put('name/below', Buffer.from('x'))).rejects.toMatchObject({ code: 'config_invalid' });
});

/** A file system of 256 KiB in a mount namespace of its own; needs no rights where user namespaces are allowed. */
const IN_SMALL_DISK = ['--user', '--map-root-user', '--mount', 'sh', '-c'];
const canMount =
  spawnSync('unshare', [...IN_SMALL_DISK, 'mount -t tmpfs -o size=256k tmpfs /mnt']).status === 0;

test.skipIf(!canMount)(
  'a full disk is told and keeps the old file (needs user namespaces)',
  { timeout: 20_000 },
  () => {
    const module = fileURLToPath(new URL('./file-artifact-store.ts', import.meta.url));
    const code = `
    import { readdirSync } from 'node:fs';
    import { openFileArtifactStore } from ${JSON.stringify(module)};
    const store = await openFileArtifactStore('/mnt/artifacts');
    const { sha256 } = await store.put('checkpoints/1', Buffer.alloc(50_000, 7));
    const error = await store.put('checkpoints/1', Buffer.alloc(500_000)).catch((thrown) => thrown);
    const kept = await store.get('checkpoints/1', sha256);
    console.log(JSON.stringify({ code: error.code, bytes: kept.length, files: readdirSync('/mnt/artifacts/checkpoints') }));`;
    const script =
      'mount -t tmpfs -o size=256k tmpfs /mnt && exec "$0" --import @yoto/ts-loader --input-type=module --eval "$1"';
    const result = spawnSync('unshare', [...IN_SMALL_DISK, script, process.execPath, code], {
      encoding: 'utf8',
    });
    expect(result.stderr).toBe('');
    expect(JSON.parse(result.stdout)).toEqual({ code: 'disk_full', bytes: 50_000, files: ['1'] });
  },
);

test.skipIf(process.platform === 'win32')(
  'what is stored grants what an existing folder grants, whatever the umask',
  async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'yoto-modes-'));
    const umask = process.umask(0o077);
    onTestFinished(async () => {
      process.umask(umask);
      await rm(root, { recursive: true });
    });
    const modes = async (folder: string, mode: number | undefined) => {
      if (mode !== undefined) {
        await mkdir(folder);
        await chmod(folder, mode);
      }
      const store = await openFileArtifactStore(folder);
      await store.put('jobs/1/model', Buffer.from('m'));
      const of = async (...below: string[]) => (await stat(path.join(folder, ...below))).mode & 0o7777;
      return [await of(), await of('jobs'), await of('jobs', '1'), await of('jobs', '1', 'model')];
    };
    expect(await modes(path.join(root, 'new'), undefined)).toEqual([0o700, 0o700, 0o700, 0o600]);
    expect(await modes(path.join(root, 'private'), 0o700)).toEqual([0o700, 0o700, 0o700, 0o600]);
    expect(await modes(path.join(root, 'group'), 0o2770)).toEqual([0o2770, 0o2770, 0o2770, 0o660]);
    expect(await modes(path.join(root, 'readers'), 0o755)).toEqual([0o755, 0o755, 0o755, 0o644]);
    expect(await modes(path.join(root, 'open'), 0o777)).toEqual([0o777, 0o775, 0o775, 0o664]);
  },
);
