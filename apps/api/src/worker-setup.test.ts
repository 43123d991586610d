import { expect, test } from 'vitest';
import { workerSetup } from './worker-setup.ts';

const S3 = { forcePathStyle: false };
const variables = async (config: Parameters<typeof workerSetup>[0]) => {
  const { variables, onlyHere } = await workerSetup(config);
  return { ...Object.fromEntries(variables.map(({ name, value }) => [name, value])), onlyHere };
};

test('tells addresses and no secret', async () => {
  const setup = await variables({
    databaseUrl: 'postgresql://anna:s3cret@db.lab:5433/yoto?schema=team&sslmode=require&application_name=x',
    redisUrl: 'rediss://:hush@cache.lab:6380/2',
    artifactLocation: 's3://bucket/yoto',
    s3: { endpoint: 'https://key:word@store.lab:9000', region: 'eu-1', forcePathStyle: true },
    taskPackages: ['@lab/task', '/home/anna/task'],
  });
  expect(setup).toEqual({
    DATABASE_URL: 'postgresql://USER:PASSWORD@db.lab:5433/yoto?schema=team&sslmode=require',
    REDIS_URL: 'rediss://USER:PASSWORD@cache.lab:6380/2',
    ARTIFACTS: 's3://bucket/yoto',
    S3_ENDPOINT: 'https://store.lab:9000/',
    AWS_REGION: 'eu-1',
    S3_FORCE_PATH_STYLE: 'true',
    TASK_PACKAGES: '@lab/task',
    onlyHere: false,
  });
  expect(JSON.stringify(setup)).not.toMatch(/anna|s3cret|hush|key|word@/);
});

test.each([
  ['postgresql://yoto:x@127.0.0.1:5432/yoto', undefined],
  ['postgresql://yoto:x@localhost/yoto', undefined],
  ['postgresql://yoto:x@db.lab/yoto', 'redis://localhost'],
])('says when a store can be reached from this machine alone: %s %s', async (databaseUrl, redisUrl) => {
  const setup = await workerSetup({
    databaseUrl,
    redisUrl,
    artifactLocation: '/srv/files',
    s3: S3,
    taskPackages: [],
  });
  expect(setup.onlyHere).toBe(true);
  expect(setup.variables).toContainEqual({ name: 'ARTIFACTS', value: 'FOLDER' });
});
