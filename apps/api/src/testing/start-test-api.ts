import type { ApiConfig } from '../config.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { silentLog } from './silent-log.ts';

/** The real API on any free port, with the toy task; a test names only what it is about. */
export function startTestApi(
  config: Pick<ApiConfig, 'databaseUrl'> & Partial<ApiConfig>,
): Promise<RunningApi> {
  return startApi(
    {
      redisUrl: undefined,
      host: '127.0.0.1',
      port: 0,
      dashboardDir: '/nonexistent',
      logLevel: 'silent',
      rateLimitPerMinute: 0,
      trustedProxies: 0,
      reconcileEveryMs: 200,
      stallAfterMs: 60_000,
      taskPackages: ['@yoto/testkit/toy-task'],
      ...config,
    },
    silentLog,
  );
}
