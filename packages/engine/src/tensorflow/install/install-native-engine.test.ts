import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compileAddon } from './compile-addon.ts';
import { compileKernels } from './compile-kernels.ts';
import { installNativeEngine } from './install-native-engine.ts';
import { findLibraryFolder } from './library-folder.ts';
import { downloadOfficial, officialArchive } from './official-download.ts';
import { installJavascript } from './tensorflow-javascript.ts';
import { downloadWheels } from './wheels.ts';

let folder: string;
let server: Server | null = null;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yoto-install-'));
});
afterEach(async () => {
  server?.close();
  server = null;
  await rm(folder, { recursive: true });
});

/** An empty libtensorflow with headers. */
async function makeLibrary(libraryDir: string, includeDir: string, names: string[]): Promise<void> {
  await mkdir(join(folder, libraryDir), { recursive: true });
  await mkdir(join(folder, includeDir, 'tensorflow', 'c'), { recursive: true });
  await writeFile(join(folder, includeDir, 'tensorflow', 'c', 'c_api.h'), '');
  for (const name of names) await writeFile(join(folder, libraryDir, name), '');
}

const silent = () => {};

it('finds a libtensorflow in site-packages, in its own folder, and in an unpacked download', async () => {
  expect(findLibraryFolder(folder)).toBeNull();
  const wheel = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
  await makeLibrary('tensorflow', 'tensorflow/include', wheel);
  const found = { root: folder, libraryDir: 'tensorflow', libraries: wheel };
  expect(findLibraryFolder(folder)).toMatchObject(found);
  expect(findLibraryFolder(join(folder, 'tensorflow'))).toMatchObject(found);
  await rm(join(folder, 'tensorflow'), { recursive: true });
  const official = ['libtensorflow.so.2', 'libtensorflow_framework.so.2'];
  await makeLibrary('lib', 'include', [...official, 'libtensorflow.so.2.9.1']);
  expect(findLibraryFolder(folder)).toMatchObject({ root: folder, libraryDir: 'lib', libraries: official });
});

it('says which official download is missing, and that a wheel would do', async () => {
  expect(officialArchive(true, 'x64')).toMatch(/libtensorflow-gpu-linux-x86_64-2\.9\.1\.tar\.gz$/);
  expect(officialArchive(true, 'arm64')).toBeNull();
  server = createServer((_request, response) => response.writeHead(403).end());
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  for (const host of [`http://127.0.0.1:${port}`, 'http://127.0.0.1:9']) {
    await expect(downloadOfficial(false, folder, silent, host)).rejects.toMatchObject({
      code: 'engine_unavailable',
      message: expect.stringContaining('--from wheel'),
    });
  }
});

it('says what to install when pip, npm or a compiler is missing', async () => {
  await expect(downloadWheels(false, folder, silent, 'no-such-python')).rejects.toMatchObject({
    code: 'engine_unavailable',
    message: expect.stringContaining('python3-pip'),
  });
  await expect(installJavascript('@tensorflow/tfjs-node', folder, 'no-such-npm')).rejects.toMatchObject({
    code: 'engine_unavailable',
    message: expect.stringContaining('npm'),
  });
  const library = { root: folder, libraryDir: '.', includeDir: '.', libraries: [] };
  await expect(compileAddon(folder, library, folder, [], ['no-such-compiler'])).rejects.toMatchObject({
    code: 'engine_unavailable',
    message: expect.stringContaining('g++'),
  });
});

it('does without its own operations where TensorFlow has no headers for them, or they do not compile', async () => {
  const library = { root: folder, libraryDir: '.', includeDir: '.', libraries: [] };
  const objects = join(folder, 'objects');
  expect(await compileKernels(objects, library)).toMatch(/C headers only/);
  const headers = join(folder, 'tensorflow', 'core', 'framework');
  await mkdir(headers, { recursive: true });
  await writeFile(join(headers, 'op_kernel.h'), '#error of another version');
  // A compiler that always fails.
  expect(await compileKernels(objects, library, ['no-such-compiler', 'false'])).toMatch(/^false: /);
});

it('refuses a wrong --from, and leaves nothing behind', async () => {
  const options = { nativeDir: join(folder, 'engines'), gpu: false };
  for (const from of [join(folder, 'missing.whl'), folder]) {
    await expect(installNativeEngine({ ...options, from })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('--from'),
    });
  }
  expect(await readdir(options.nativeDir)).toEqual([]);
});
