import path from 'node:path';
import { AppError } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

const DATABASE_URL = 'postgresql://yoto@127.0.0.1:5432/yoto';

function messageOf(source: Record<string, string>): string {
  try {
    loadConfig(source);
  } catch (error) {
    if (error instanceof AppError && error.code === 'config_invalid') return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

describe('loadConfig', () => {
  it('needs only the database', () => {
    const config = loadConfig({ DATABASE_URL, REDIS_URL: '', PORT: ' ' });
    expect(config).toMatchObject({
      databaseUrl: DATABASE_URL,
      redisUrl: undefined,
      artifactLocation: path.resolve('.yoto/artifacts'),
      s3: { forcePathStyle: false },
      host: '127.0.0.1',
      port: 7331,
      logLevel: 'info',
      reconcileEveryMs: 5000,
      stallAfterMs: 60_000,
      taskPackages: [],
    });
    expect(config.dashboardDir).toMatch(/apps\/dashboard\/dist$/);
  });

  it('reads every setting', () => {
    const config = loadConfig({
      DATABASE_URL,
      REDIS_URL: 'redis://localhost:6379',
      ARTIFACTS: 's3://bucket/yoto',
      S3_ENDPOINT: 'http://127.0.0.1:9000',
      AWS_REGION: 'eu-central-1',
      S3_FORCE_PATH_STYLE: 'true',
      HOST: '0.0.0.0',
      ALLOWED_HOSTS: 'gpu-box, .example.com',
      PUBLIC_URL: 'https://example.com/yoto/',
      PORT: '0',
      DASHBOARD_DIR: '/srv/dashboard',
      LOG_LEVEL: 'debug',
      RATE_LIMIT_PER_MINUTE: '0',
      TRUSTED_PROXIES: '1',
      RECONCILE_EVERY_MS: '100',
      STALL_AFTER_MS: '2000',
      TASK_PACKAGES: 'my-task, @lab/other-task,',
    });
    expect(config).toEqual({
      databaseUrl: DATABASE_URL,
      redisUrl: 'redis://localhost:6379',
      artifactLocation: 's3://bucket/yoto',
      s3: { endpoint: 'http://127.0.0.1:9000', region: 'eu-central-1', forcePathStyle: true },
      host: '0.0.0.0',
      allowedHosts: ['gpu-box', '.example.com'],
      publicUrl: 'https://example.com/yoto',
      port: 0,
      dashboardDir: '/srv/dashboard',
      logLevel: 'debug',
      rateLimitPerMinute: 0,
      trustedProxies: 1,
      reconcileEveryMs: 100,
      stallAfterMs: 2000,
      taskPackages: ['my-task', '@lab/other-task'],
    });
  });

  it('keeps files in the state folder unless told otherwise', () => {
    const locationOf = (source: Record<string, string>) =>
      loadConfig({ DATABASE_URL, ...source }).artifactLocation;
    expect(locationOf({ YOTO_STATE: '/srv/yoto' })).toBe('/srv/yoto/artifacts');
    expect(locationOf({ YOTO_STATE: '/srv/yoto', ARTIFACTS: 'files' })).toBe(path.resolve('files'));
  });

  it('names every wrong variable in one message', () => {
    expect(messageOf({})).toMatch(/DATABASE_URL must be set, e\.g\. postgresql:/);
    const message = messageOf({
      DATABASE_URL: 'mysql://x',
      PORT: '70000',
      LOG_LEVEL: 'loud',
      REDIS_URL: '6379',
    });
    expect(message).toContain('DATABASE_URL must be an address like postgresql://');
    expect(message).toContain('PORT must be a whole number from 0 to 65535');
    expect(message).toContain('LOG_LEVEL must be fatal, error,');
    expect(messageOf({ DATABASE_URL, S3_FORCE_PATH_STYLE: 'maybe', S3_ENDPOINT: 'minio' })).toMatch(
      /S3_ENDPOINT must be an address .*; S3_FORCE_PATH_STYLE must be true or false/,
    );
    expect(message).toContain('REDIS_URL must be an address like redis://');
    expect(messageOf({ DATABASE_URL, ALLOWED_HOSTS: 'http://a', PUBLIC_URL: 'a/yoto' })).toMatch(
      /ALLOWED_HOSTS must be names without scheme .*; PUBLIC_URL must be an address like https:/,
    );
    expect(messageOf({ DATABASE_URL, STALL_AFTER_MS: '1e3' })).toContain(
      'STALL_AFTER_MS must be a whole number',
    );
  });
});
