import path from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';

test('without variables, the server is local and the state is in the working folder', () => {
  expect(loadConfig({})).toMatchObject({
    server: 'http://127.0.0.1:7331',
    stateDir: path.resolve('.yoto'),
    dataDir: undefined,
    artifacts: undefined,
    databaseUrl: undefined,
  });
});

test('an empty variable counts as unset, and folders become absolute', () => {
  expect(loadConfig({ DATABASE_URL: '', YOTO_DATA: 'data' })).toMatchObject({
    databaseUrl: undefined,
    dataDir: path.resolve('data'),
  });
  expect(loadConfig({ ARTIFACTS: 'files' }).artifacts).toBe(path.resolve('files'));
  expect(loadConfig({ ARTIFACTS: 's3://bucket/yoto' }).artifacts).toBe('s3://bucket/yoto');
});

test('a server that is no address is refused by name', () => {
  expect(() => loadConfig({ YOTO_SERVER: 'localhost:7331' })).toThrow(
    /YOTO_SERVER: must be an http or https URL/,
  );
});

test('the port of the embedded database is a number or not set', () => {
  expect(loadConfig({ YOTO_DATABASE_PORT: '5433' }).databasePort).toBe(5433);
  expect(loadConfig({ YOTO_DATABASE_PORT: '' }).databasePort).toBeUndefined();
  for (const port of ['0', '65536', 'x', '1e3']) {
    expect(() => loadConfig({ YOTO_DATABASE_PORT: port })).toThrow(/YOTO_DATABASE_PORT: must be a port/);
  }
});
