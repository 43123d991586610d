/** For vitest's `globalSetup`: after all tests, the shared Postgres server does not keep running. */
import { stopTestServer } from './test-server.ts';

export async function teardown(): Promise<void> {
  await stopTestServer();
}
