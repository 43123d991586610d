import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { freePort } from '../network/free-port.ts';

export interface TestRedis {
  url: string;
  /** Kills the server; `start` brings back an empty one on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/**
 * A real, empty Redis in memory; undefined where `redis-server` is not on the PATH (tests then skip). `settings` are
 * those of redis.conf.
 */
export async function testRedis(settings: Record<string, string> = {}): Promise<TestRedis | undefined> {
  if (!isRedisInstalled()) return undefined;
  const port = await freePort();
  let server = await startRedis(port, settings);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => stopRedis(server),
    async start() {
      server = await startRedis(port, settings);
    },
  };
}

/** For `describe.skipIf(!isRedisInstalled())`. */
export function isRedisInstalled(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

async function startRedis(port: number, settings: Record<string, string>): Promise<ChildProcess> {
  const options = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: tmpdir(), ...settings };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const killServer = () => server.kill('SIGKILL');
  process.once('exit', killServer);
  server.once('exit', () => process.off('exit', killServer));
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stdout.on('data', (chunk) => {
      log += chunk;
      if (log.includes('Ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`redis-server did not start on port ${port}:\n${log}`)));
  });
  return server;
}

async function stopRedis(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGKILL');
  await exited;
}
