import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { featureNetworkSpec } from '../specs.ts';
import { makeWeightsFolder } from '../testing/weights-folder.ts';
import { findWeights } from './find-weights.ts';

const BYTES = Buffer.from('weights');
let server: Server;
let origin: string;
beforeEach(async () => {
  server = createServer((request, response) => {
    if (request.url === '/vgg.h5') response.end(BYTES);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((closed) => server.close(closed)));

const find = (dataDir: string, { url = `${origin}/vgg.h5`, bytes = BYTES, download = true } = {}) => {
  const md5 = createHash('md5').update(bytes).digest('hex');
  const spec = { ...featureNetworkSpec('vgg19'), files: ['vgg.h5'], published: { file: 'vgg.h5', url, md5 } };
  return findWeights(spec, { dataDir, download });
};

test('a published file is fetched once, checked and put into "weights"', async () => {
  const { path } = makeWeightsFolder();
  expect(await find(path)).toBe(join(path, 'weights', 'vgg.h5'));
  expect(await readFile(join(path, 'weights', 'vgg.h5'))).toEqual(BYTES);
  expect(await readdir(join(path, 'weights'))).toEqual(['vgg.h5']);
  expect(await find(path, { url: `${origin}/gone` })).toBe(join(path, 'weights', 'vgg.h5'));
});

test('what is not the published file leaves nothing behind', async () => {
  const { path } = makeWeightsFolder();
  await expect(find(path, { bytes: Buffer.from('others') })).rejects.toMatchObject({
    code: 'data_corrupt',
    message: expect.stringMatching(
      /not downloaded whole: its md5 is .* by other means and put vgg\.h5 into "weights"/,
    ),
  });
  expect(await readdir(join(path, 'weights'))).toEqual([]);
});

test('without a network, the message names the file, where to get it and where to put it', async () => {
  const { path } = makeWeightsFolder();
  await expect(find(path, { url: `${origin}/gone` })).rejects.toMatchObject({
    code: 'data_missing',
    message:
      `Cannot download ${origin}/gone (the server answered 404): check the network, or download it elsewhere and put vgg.h5 ` +
      'into "weights" in the worker\'s data folder (YOTO_DATA)',
  });
  await expect(find(path, { download: false })).rejects.toMatchObject({
    code: 'data_missing',
    message: expect.stringContaining(
      `Put vgg.h5 into the worker's data folder (YOTO_DATA), or into "weights" there: get ${origin}`,
    ),
  });
});
