/** What connection URLs say, and that nothing of a password is ever repeated. */
import { describe, expect, test } from 'vitest';
import { databaseTarget } from './database-target.ts';
import { databaseUrlProblem } from './database-url.ts';
import { redisTarget, redisUrlProblem } from './redis-url.ts';

describe('a password with characters that are not encoded', () => {
  const passwords = [
    'kiwi@12/plum',
    '12/kiwi@plum',
    'kiwi:12/plum',
    '12/kiwi',
    '12?kiwi',
    '12#kiwi',
    'kiwi#',
    'kiwi%zz',
  ];
  test.each(passwords)('%s', async (password) => {
    for (const problem of [
      databaseUrlProblem(`postgresql://user:${password}@db.example:5432/yoto`),
      redisUrlProblem(`redis://:${password}@db.example:6379/1`),
      await databaseTarget(`postgresql://user:${password}@db.example:5432/yoto`).catch(
        (error) => error.message,
      ),
    ]) {
      expect(problem).toContain('percent-encode');
      expect(problem).not.toMatch(/kiwi|plum/);
    }
  });

  test.each(['a@b', 'a:b', 'a b', 'a%40b'])('%s is understood', async (password) => {
    const { config, address } = await databaseTarget(`postgresql://user:${password}@db.example/yoto`);
    expect(config).toMatchObject({ host: 'db.example', password: password.replace('%40', '@') });
    expect(address).toBe('db.example:5432/yoto');
  });
});

test.each([
  ['postgresql://u:p@[::1]:5433/yoto', { host: '::1', port: 5433 }, '[::1]:5433/yoto'],
  ['postgresql:///yoto', { host: 'localhost', port: 5432 }, 'localhost:5432/yoto'],
  [
    'postgresql:///yoto?host=/run/pg',
    { host: '/run/pg', ssl: false },
    'yoto on the socket /run/pg/.s.PGSQL.5432',
  ],
  [
    'postgres://u:p@/yoto?host=/run/pg&port=6',
    { host: '/run/pg', user: 'u' },
    'yoto on the socket /run/pg/.s.PGSQL.6',
  ],
  ['postgresql://%2Frun%2Fpg/yoto', { host: '/run/pg' }, 'yoto on the socket /run/pg/.s.PGSQL.5432'],
])('%s', async (url, config, address) => {
  expect(await databaseTarget(url)).toMatchObject({ address, config });
});

test('a schema is where connections look for tables; without one, connections have no options', async () => {
  const named = await databaseTarget('postgresql://h/d?schema=sweeps&options=-c%20jit%3Doff');
  expect(named).toMatchObject({ schema: 'sweeps', queueSchema: 'sweeps_bullmq' });
  expect(named.config.options).toBe('-c jit=off -c search_path="sweeps"');
  expect(named.queueConfig.options).toBe('-c jit=off -c search_path="sweeps_bullmq"');
  const unnamed = await databaseTarget('postgresql://h/d');
  expect(unnamed).toMatchObject({ schema: 'public', queueSchema: 'bullmq' });
  expect(unnamed.config).not.toHaveProperty('options');
});

test.each(['', 'a b', 'a-b', '1a', 'pg_x', 'information_schema', 'bullmq', 'x_bullmq', 'x'.repeat(57)])(
  'the schema %j is refused',
  (schema) => {
    expect(databaseUrlProblem(`postgresql://h/d?schema=${schema}`)).toMatch(/schema that cannot be used/);
  },
);

test('contradicting and unknown parameters are refused in words', async () => {
  expect(databaseUrlProblem('postgresql://h/d?sslmode=on')).toMatch(/sslmode: it may be disable, allow/);
  expect(databaseUrlProblem('postgresql://h/d?options=-c%20search_path%3Dx')).toMatch(/write \?schema=NAME/);
  await expect(databaseTarget('postgresql://h/d?sslrootcert=/no/such/file')).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining('/no/such/file'),
  });
});

test('the path of a Redis URL is the number of its database', () => {
  expect(redisTarget('redis://h')).toMatchObject({ address: 'h:6379', database: 0, isTls: false });
  expect(redisTarget('rediss://:p@[::1]:7/3')).toMatchObject({
    address: '[::1]:7/3',
    host: '::1',
    database: 3,
    isTls: true,
  });
  for (const path of ['/yoto', '/-1', '/1.5', '/1/2']) {
    expect(redisUrlProblem(`redis://h${path}`)).toMatch(/number of a database/);
  }
});

test.each(['', 'localhost', 'mysql://localhost/x', 'redis://localhost'])('the database URL %j', (url) => {
  expect(databaseUrlProblem(url)).toMatch(/must be an address like postgresql/);
});
