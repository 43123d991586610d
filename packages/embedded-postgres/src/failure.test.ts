import { expect, test } from 'vitest';
import { folderFailure, programFailure } from './failure.ts';

test('a full disk is recognised in what a program says and in a system error', () => {
  const said = 'initdb: error: could not write to file "pg_wal/xlogtemp.31": No space left on device';
  expect(programFailure('initdb failed', said)).toMatchObject({
    code: 'disk_full',
    message: expect.stringContaining(said),
  });
  const systemError = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(folderFailure('/data', systemError).code).toBe('disk_full');
});

test('any other failure carries what was said and the way out', () => {
  const failure = programFailure('PostgreSQL did not start', 'FATAL: data directory has wrong ownership');
  expect(failure.code).toBe('database_unavailable');
  expect(failure.message).toMatch(/wrong ownership/);
  expect(failure.message).toMatch(/DATABASE_URL/);
});
