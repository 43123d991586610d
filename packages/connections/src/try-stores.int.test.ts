/** Real servers with TLS, passwords and sockets: what connects, and what people are told where nothing does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@yoto/embedded-postgres';
import {
  freePort,
  isOpensslInstalled,
  isRedisInstalled,
  selfSignedCertificate,
  type TestDatabase,
  type TestRedis,
  testDatabase,
  testRedis,
} from '@yoto/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tryDatabase } from './try-database.ts';
import { tryRedis } from './try-redis.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yoto-tls-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const changed = (url: string, fields: Partial<Pick<URL, 'hostname' | 'password' | 'pathname'>>) =>
  Object.assign(new URL(url), fields).href;
const messageOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'no error',
    (error: Error) => error.message,
  );

describe('a PostgreSQL without TLS', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  test.each(['', 'sslmode=disable', 'sslmode=allow', 'sslmode=prefer'])('%j connects', async (parameter) => {
    expect(await tryDatabase(`${database.url}?${parameter}`)).toContain('127.0.0.1');
  });

  test.each(['require', 'verify-full', 'no-verify'])('sslmode=%s says that there is none', async (mode) => {
    const message = await messageOf(tryDatabase(`${database.url}?sslmode=${mode}`));
    expect(message).toContain(`does not offer TLS, which sslmode=${mode} in DATABASE_URL demands`);
    expect(message).toContain(new URL(database.url).host);
  });

  test('a missing database, a wrong password, a forbidden schema', async () => {
    expect(await messageOf(tryDatabase(changed(database.url, { pathname: '/absent' })))).toMatch(
      /absent does not exist/,
    );
    const wrong = await messageOf(tryDatabase(changed(database.url, { password: 'wrong-kiwi' })));
    expect(wrong).toMatch(/refuses this user or password/);
    expect(wrong).not.toContain('kiwi');
    await expect(tryDatabase(`${database.url}?schema=not_yet`)).resolves.toBeTruthy();
  });
});

describe.skipIf(!isOpensslInstalled())('a PostgreSQL with a self-signed certificate and a socket', () => {
  let server: EmbeddedPostgres;
  let cert: string;
  let sockets: string;
  beforeAll(async () => {
    const files = selfSignedCertificate(folder);
    cert = files.cert;
    sockets = mkdtempSync(path.join(tmpdir(), 'yoto-socket-'));
    server = await startEmbeddedPostgres({
      dir: path.join(folder, 'postgres'),
      database: 'yoto',
      port: await freePort(),
      settings: {
        fsync: 'off',
        ssl: 'on',
        ssl_cert_file: files.cert,
        ssl_key_file: files.key,
        unix_socket_directories: sockets,
      },
    });
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(sockets, { recursive: true, force: true });
  });
  const withTls = (parameters: string, host = 'localhost') =>
    `${changed(server.url, { hostname: host })}?${parameters}`;

  test('connects without verifying, or with the certificate at hand', async () => {
    for (const mode of ['disable', 'prefer', 'no-verify']) await tryDatabase(withTls(`sslmode=${mode}`));
    for (const mode of ['require', 'verify-full']) {
      await tryDatabase(withTls(`sslmode=${mode}&sslrootcert=${encodeURIComponent(cert)}`));
    }
    await tryDatabase(withTls(`sslmode=verify-ca&sslrootcert=${encodeURIComponent(cert)}`, '127.0.0.1'));
  });

  test.each(['require', 'verify-full'])(
    'sslmode=%s names host, port, mode and the ways out',
    async (mode) => {
      const message = await messageOf(tryDatabase(withTls(`sslmode=${mode}`)));
      expect(message).toContain(`localhost:${server.port}/yoto has a certificate that cannot be verified`);
      for (const part of [`sslmode=${mode}`, 'sslrootcert=FILE', 'sslmode=no-verify'])
        expect(message).toContain(part);
    },
  );

  test('a certificate for another host name is told', async () => {
    const url = withTls(`sslmode=verify-full&sslrootcert=${encodeURIComponent(cert)}`, '127.0.0.1');
    expect(await messageOf(tryDatabase(url))).toMatch(/certificate for another name.*verify-ca/s);
  });

  test('a Unix socket', async () => {
    const { username, password, port } = new URL(server.url);
    const address = await tryDatabase(
      `postgresql://${username}:${password}@/yoto?host=${encodeURIComponent(sockets)}&port=${port}&sslmode=require`,
    );
    expect(address).toBe(`yoto on the socket ${sockets}/.s.PGSQL.${port}`);
  });
});

describe.skipIf(!isRedisInstalled() || !isOpensslInstalled())('a Redis with a password and TLS', () => {
  let redis: TestRedis | undefined;
  let plain: string;
  let tls: string;
  beforeAll(async () => {
    const { cert, key } = selfSignedCertificate(folder);
    const tlsPort = await freePort();
    redis = await testRedis({
      requirepass: 'kiwi@plum',
      'tls-port': String(tlsPort),
      'tls-cert-file': cert,
      'tls-key-file': key,
      'tls-auth-clients': 'no',
    });
    plain = new URL(redis!.url).host;
    tls = `127.0.0.1:${tlsPort}`;
  });
  afterAll(() => redis?.stop());

  test.each([
    ['the password and a database', () => `redis://:kiwi%40plum@${plain}/15`, /^no error$/],
    [
      'a database that does not exist',
      () => `redis://:kiwi%40plum@${plain}/99`,
      /no database 99: it has 16, 0 to 15/,
    ],
    ['no password', () => `redis://${plain}`, /wants a password: write it into REDIS_URL/],
    ['a wrong password', () => `redis://:melon@${plain}`, /refuses this user or password/],
    ['a wrong user', () => `redis://yoto:melon@${plain}`, /refuses this user or password/],
    ['TLS on the plain port', () => `rediss://:kiwi%40plum@${plain}`, /does not speak TLS: write redis:\/\//],
    ['no TLS on the TLS port', () => `redis://:kiwi%40plum@${tls}`, /speaks TLS only: write rediss:\/\//],
    [
      'a self-signed certificate',
      () => `rediss://:kiwi%40plum@${tls}`,
      /cannot be verified.*NODE_EXTRA_CA_CERTS/,
    ],
    ['nothing there', () => 'redis://:kiwi%40plum@127.0.0.1:1', /does not answer \(.*ECONNREFUSED/],
  ])('%s', async (_what, url, expected) => {
    const error = await tryRedis(url()).then(
      () => new Error('no error'),
      (thrown: Error) => thrown,
    );
    expect(error.message).toMatch(expected);
    // Neither the message nor what a logger would print of the cause.
    expect(JSON.stringify([error.message, error, error.cause, { ...(error.cause as object) }])).not.toMatch(
      /kiwi|plum|melon/,
    );
  });
});
