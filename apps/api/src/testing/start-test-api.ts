import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ApiConfig } from '../config.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { silentLog } from './silent-log.ts';

/** The real API on any free port, with the toy task and no stored files; a test names only what it is about. */
export async function startTestApi(
  config: Pick<ApiConfig, 'databaseUrl'> & Partial<ApiConfig>,
): Promise<RunningApi> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yoto-api-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    const api = await startApi({ ...settings(folder), ...config }, silentLog);
    return { url: api.url, close: () => api.close().finally(removeFolder) };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

const settings = (folder: string): Omit<ApiConfig, 'databaseUrl'> => ({
  redisUrl: undefined,
  artifactLocation: path.join(folder, 'artifacts'),
  s3: { forcePathStyle: false },
  host: '127.0.0.1',
  allowedHosts: [],
  publicUrl: undefined,
  port: 0,
  dashboardDir: '/nonexistent',
  logLevel: 'silent',
  rateLimitPerMinute: 0,
  trustedProxies: 0,
  reconcileEveryMs: 200,
  stallAfterMs: 60_000,
  taskPackages: ['@yoto/testkit/toy-task'],
});
