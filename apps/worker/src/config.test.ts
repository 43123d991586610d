import path from 'node:path';
import { AppError } from '@yoto/core';
import { describe, expect, test } from 'vitest';
import { loadConfig, loadDataFolders } from './config.ts';

describe('loadConfig', () => {
  test('fills every default but the database', () => {
    const config = loadConfig({ DATABASE_URL: 'postgresql://u@h/d' });
    expect(config).toMatchObject({ engine: 'auto', concurrency: 1, redisUrl: undefined, taskPackages: [] });
    expect(config.threads).toBeGreaterThanOrEqual(1);
  });

  test('data sets and stored files are below the state folder unless they are named', () => {
    const DATABASE_URL = 'postgresql://u@h/d';
    expect(loadConfig({ DATABASE_URL, YOTO_STATE: '/state' })).toMatchObject({
      dataDir: path.resolve('/state/data'),
      artifactLocation: path.resolve('/state/artifacts'),
    });
    expect(loadConfig({ DATABASE_URL, YOTO_STATE: '/state', YOTO_DATA: '/data' }).dataDir).toBe(
      path.resolve('/data'),
    );
  });

  test('empty variables count as unset, lists are split', () => {
    const config = loadConfig({ DATABASE_URL: 'postgresql://u@h/d', REDIS_URL: '', TASK_PACKAGES: 'a, b,' });
    expect(config.redisUrl).toBeUndefined();
    expect(config.taskPackages).toEqual(['a', 'b']);
  });

  test('further folders of data go by names, for a process without a database too', () => {
    const source = { DATA_FOLDERS: 'photos=/mnt/my photos, old.ones=data/old' };
    const folders = { photos: '/mnt/my photos', 'old.ones': path.resolve('data/old') };
    expect(loadDataFolders(source)).toEqual(folders);
    expect(loadConfig({ DATABASE_URL: 'x', ...source }).dataFolders).toEqual(folders);
    expect(loadDataFolders({ DATA_FOLDERS: '' })).toEqual({});
  });

  test.each([
    [
      'a folder without a name',
      { DATABASE_URL: 'x', DATA_FOLDERS: '/mnt/photos' },
      /DATA_FOLDERS.*NAME=PATH/,
    ],
    ['a way up for a name', { DATABASE_URL: 'x', DATA_FOLDERS: '..=/mnt' }, /DATA_FOLDERS.*NAME=PATH/],
    ['a name for two folders', { DATABASE_URL: 'x', DATA_FOLDERS: 'a=/b,a=/c' }, /"a" is named twice/],
    ['no database', {}, /DATABASE_URL.*set it to/],
    ['an unknown engine', { DATABASE_URL: 'x', ENGINE: 'cpu' }, /ENGINE/],
    ['a concurrency of 0', { DATABASE_URL: 'x', CONCURRENCY: '0' }, /CONCURRENCY/],
    ['words for a number', { DATABASE_URL: 'x', THREADS: 'many' }, /THREADS/],
  ])('refuses %s, naming the variable', (_what, source, message) => {
    expect(() => loadConfig(source)).toThrow(AppError);
    expect(() => loadConfig(source)).toThrow(message);
  });
});
