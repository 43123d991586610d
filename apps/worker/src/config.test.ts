import { AppError } from '@yoto/core';
import { describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';

describe('loadConfig', () => {
  test('fills every default but the database', () => {
    const config = loadConfig({ DATABASE_URL: 'postgresql://u@h/d' });
    expect(config).toMatchObject({ engine: 'auto', concurrency: 1, redisUrl: undefined, taskPackages: [] });
    expect(config.threads).toBeGreaterThanOrEqual(1);
  });

  test('empty variables count as unset, lists are split', () => {
    const config = loadConfig({ DATABASE_URL: 'postgresql://u@h/d', REDIS_URL: '', TASK_PACKAGES: 'a, b,' });
    expect(config.redisUrl).toBeUndefined();
    expect(config.taskPackages).toEqual(['a', 'b']);
  });

  test.each([
    ['no database', {}, /DATABASE_URL.*set it to/],
    ['an unknown engine', { DATABASE_URL: 'x', ENGINE: 'cpu' }, /ENGINE/],
    ['a concurrency of 0', { DATABASE_URL: 'x', CONCURRENCY: '0' }, /CONCURRENCY/],
    ['words for a number', { DATABASE_URL: 'x', THREADS: 'many' }, /THREADS/],
  ])('refuses %s, naming the variable', (_what, source, message) => {
    expect(() => loadConfig(source)).toThrow(AppError);
    expect(() => loadConfig(source)).toThrow(message);
  });
});
