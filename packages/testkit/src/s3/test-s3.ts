/** An S3 server within the test process, over HTTP like a real one; it keeps the files in memory. */

export interface TestS3 {
  /** The URL of the server. */
  endpoint: string;
  /** Names of the buckets that it has. */
  buckets: readonly string[];
  stop(): Promise<void>;
}

/** It takes any credentials. */
export async function testS3(buckets: readonly string[] = ['artifacts']): Promise<TestS3> {
  // Loaded here because most tests do without it.
  const { startFauxqs } = await import('fauxqs');
  const server = await startFauxqs({
    port: 0,
    host: '127.0.0.1',
    logger: false,
    init: { buckets: [...buckets] },
  });
  return { endpoint: `http://127.0.0.1:${server.port}`, buckets, stop: () => server.stop() };
}
