import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@yoto/client';
import { tcpProxy } from '@yoto/testkit';
import { commonEnvironment, logBelow, type Servers, type StackOptions } from './place.ts';
import { type Supervised, supervise } from './supervised.ts';
import { API_TIMINGS } from './timings.ts';

const ENTRY = fileURLToPath(new URL('../../../../apps/api/src/main.ts', import.meta.url));

/** Starts the API on a port that it keeps whenever it is started again. */
export async function startApi(
  { folder, nodeFlags = [] }: StackOptions,
  { postgres, redis }: Servers,
): Promise<{ api: Supervised; client: Client }> {
  // A free port: that of a proxy that was closed.
  const reserved = await tcpProxy(postgres.url);
  await reserved.close();
  const api = supervise({
    name: 'api',
    entry: ENTRY,
    environment: {
      ...commonEnvironment(folder, postgres.url, redis?.url),
      ...API_TIMINGS,
      PORT: String(reserved.port),
      RATE_LIMIT_PER_MINUTE: '0',
    },
    logFile: logBelow(folder, 'api'),
    nodeFlags,
  });
  const baseUrl = `http://127.0.0.1:${reserved.port}`;
  return { api, client: createClient({ baseUrl, timeoutMs: 10_000 }) };
}
