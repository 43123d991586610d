import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutObjectCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { type TestS3, tcpProxy, testS3 } from '@yoto/testkit';
import { describeArtifactStore } from '@yoto/testkit/contract';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openArtifactStore } from './open-artifact-store.ts';

let server: TestS3;
beforeAll(async () => {
  server = await testS3(['contract', 'other']);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  // No look-ups beyond this machine: the shared files of the user, the metadata server of a cloud.
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

describeArtifactStore('S3', () =>
  openArtifactStore('s3://contract/some/prefix/', { endpoint: server.endpoint }),
);

const open = (location = 's3://other', endpoint = server.endpoint) =>
  openArtifactStore(location, { endpoint });
/** A client that looks at the server without the store. */
const outsider = () => new S3Client({ endpoint: server.endpoint, region: 'us-east-1', forcePathStyle: true });

test('two prefixes of a bucket are two stores, and foreign objects are not listed', async () => {
  const [one, two] = [await open('s3://other/one'), await open('s3://other/one-more')];
  await one.put('a', Buffer.from('1'));
  await two.put('a', Buffer.from('2'));
  const client = outsider();
  for (const Key of ['one/.hidden', 'one/with blank', 'one/folder/']) {
    await client.send(new PutObjectCommand({ Bucket: 'other', Key, Body: 'x' }));
  }
  const listed = [];
  for await (const file of one.list('')) listed.push(file.key);
  expect(listed).toEqual(['a']);
  await one.delete('a');
  expect(String(await two.get('a'))).toBe('2');
});

test('a changed object is detected', async () => {
  const store = await open();
  const { sha256 } = await store.put('checkpoint', Buffer.alloc(1000, 1));
  const changed = { Bucket: 'other', Key: 'checkpoint', Body: Buffer.alloc(1000, 2) };
  await outsider().send(new PutObjectCommand(changed));
  await expect(store.get('checkpoint', sha256)).rejects.toMatchObject({ code: 'checkpoint_corrupt' });
});

describe('a network that breaks', () => {
  test('an upload in parts that fails is aborted, and the old file stays', { timeout: 60_000 }, async () => {
    const old = await (await open()).put('model', Buffer.from('old'));
    const seen: string[] = [];
    const unreliable = await forwardTo(server.endpoint, (method, url, response) => {
      seen.push(`${method} ${url}`);
      if (!url.includes('partNumber=2')) return false;
      response.writeHead(503).end();
      return true;
    });
    const store = await open('s3://other', unreliable);
    const put = store.put('model', Buffer.alloc(30 * 2 ** 20, 7));
    await expect(put).rejects.toMatchObject({ code: 'server_unreachable' });
    expect(String(await (await open()).get('model', old.sha256))).toBe('old');
    const UploadId = /uploadId=([^&]+)/.exec(seen.find((one) => one.startsWith('DELETE')) ?? '')?.[1];
    expect(UploadId).toBeDefined();
    const late = { Bucket: 'other', Key: 'model', UploadId, PartNumber: 3, Body: 'x' };
    const gone = outsider().send(new UploadPartCommand(late));
    await expect(gone).rejects.toMatchObject({ name: 'NoSuchUpload' });
    expect(seen.some((one) => one.startsWith('POST') && one.includes('uploadId'))).toBe(false);
  });

  test('a reply that breaks off is asked for again', async () => {
    const stored = await (await open()).put('long', Buffer.alloc(500_000, 3));
    let breaks = 2;
    const unreliable = await forwardTo(server.endpoint, (_method, url, response) => {
      if (!url.includes('/long') || breaks-- <= 0) return false;
      response.writeHead(200, { 'content-length': 500_000 });
      response.write(Buffer.alloc(1_000, 3), () => response.destroy());
      return true;
    });
    const store = await open('s3://other', unreliable);
    expect(await store.get('long', stored.sha256)).toHaveLength(500_000);
    breaks = 100;
    await expect(store.get('long', stored.sha256)).rejects.toMatchObject({ code: 'server_unreachable' });
  });

  test('a server that goes away is told, and used again once it is back', { timeout: 60_000 }, async () => {
    const proxy = await tcpProxy(server.endpoint);
    onTestFinished(() => proxy.close());
    const store = await open('s3://other', proxy.through(server.endpoint));
    await proxy.cut();
    const away = { code: 'server_unreachable', message: expect.stringContaining('S3_ENDPOINT') };
    await expect(store.put('x', Buffer.from('x'))).rejects.toMatchObject(away);
    await expect(store.get('x')).rejects.toMatchObject(away);
    await expect(store.list('')[Symbol.asyncIterator]().next()).rejects.toMatchObject(away);
    await proxy.mend();
    await store.put('x', Buffer.from('x'));
    expect(String(await store.get('x'))).toBe('x');
  });
});

describe('what is wrong is told when the store is opened', () => {
  test('a bucket that does not exist', async () => {
    const message = expect.stringMatching(/s3:\/\/no-such-bucket .*create the bucket/);
    await expect(open('s3://no-such-bucket')).rejects.toMatchObject({ code: 'config_invalid', message });
  });

  test('no credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    onTestFinished(() => void vi.stubEnv('AWS_ACCESS_KEY_ID', 'test'));
    const message = expect.stringContaining('AWS_ACCESS_KEY_ID');
    await expect(open()).rejects.toMatchObject({ code: 'config_invalid', message });
  });

  // The replies are those of the API reference of S3.
  test.each([
    ['InvalidAccessKeyId', 403, 'AWS_ACCESS_KEY_ID'],
    ['SignatureDoesNotMatch', 403, 'AWS_SECRET_ACCESS_KEY'],
    ['AccessDenied', 403, 's3:ListBucket'],
    ['PermanentRedirect', 301, 'AWS_REGION'],
    ['RequestTimeTooSkewed', 403, 'clock'],
  ])('%s', async (code, status, advice) => {
    const endpoint = await forwardTo(server.endpoint, (_method, _url, response) => {
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>`);
      return true;
    });
    const message = expect.stringContaining(advice);
    await expect(open('s3://other', endpoint)).rejects.toMatchObject({ code: 'config_invalid', message });
  });

  test('a server that is none of S3', async () => {
    const endpoint = await forwardTo(server.endpoint, (_method, _url, response) => {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>Nothing here');
      return true;
    });
    const message = expect.stringContaining('S3_ENDPOINT');
    await expect(open('s3://other', endpoint)).rejects.toMatchObject({ code: 'config_invalid', message });
  });

  test('a server that does not answer', async () => {
    const message = expect.stringContaining('ECONNREFUSED');
    const refused = { code: 'server_unreachable', message };
    await expect(open('s3://other', 'http://127.0.0.1:9')).rejects.toMatchObject(refused);
  });

  test('no region', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    const message = expect.stringContaining('AWS_REGION');
    const refused = { code: 'config_invalid', message };
    await expect(openArtifactStore('s3://other')).rejects.toMatchObject(refused);
  });

  test.each([
    '',
    's3://',
    's3:///prefix',
    's3://UPPER/x',
    's3://bucket/../x',
    's3://bucket/a//b',
    'http://host/bucket',
    'file:///tmp',
  ])('the location %j', async (location) => {
    const message = expect.stringContaining('ARTIFACTS');
    await expect(open(location)).rejects.toMatchObject({ code: 'config_invalid', message });
  });

  test('an endpoint that is no URL', async () => {
    const message = expect.stringContaining('S3_ENDPOINT');
    const refused = { code: 'config_invalid', message };
    await expect(open('s3://other', 'minio:9000')).rejects.toMatchObject(refused);
  });
});

/**
 * The URL of an HTTP server that passes requests on to `target`, but those that `answer` answers itself (then it
 * returns true).
 */
async function forwardTo(
  target: string,
  answer: (method: string, url: string, response: ServerResponse) => boolean,
): Promise<string> {
  const proxy = createServer((incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    if (answer(method, url, response)) return void incoming.resume();
    const outgoing = request(target + url, { method, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(response);
    });
    incoming.pipe(outgoing);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.closeAllConnections());
  onTestFinished(() => void proxy.close());
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
