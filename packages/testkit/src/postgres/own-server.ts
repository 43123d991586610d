/** A Postgres server of a test's own, for tests that stop it: the shared one has other users. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@yoto/embedded-postgres';
import { isAlive } from './server-users.ts';

export interface OwnPostgres {
  /** Of its one database; the same after every restart. */
  url: string;
  /** Ends it at once ("immediate shutdown"): sessions break, and the next start recovers from the log. */
  crash(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
}

/** Several such servers at once start their search for a free port far apart. */
const portToTry = () => 20_000 + Math.floor(Math.random() * 10_000);

/** Starts a server on `dir`, which is made where it does not exist; the caller removes it. */
export async function ownPostgres(dir: string): Promise<OwnPostgres> {
  let port = portToTry();
  const start = () =>
    startEmbeddedPostgres({
      dir,
      database: 'yoto',
      port,
      // A commit must survive the crash of the server, so it is handed to the system (no `synchronous_commit: off`);
      // the system itself does not crash here, so nobody waits for its disk.
      settings: { fsync: 'off', max_connections: '200', shared_buffers: '64MB' },
    });
  let server: EmbeddedPostgres = await start();
  port = server.port;
  const { url } = server;
  // The server runs apart from this process and would outlive it.
  const endServer = () => {
    if (isAlive(server.pid)) process.kill(server.pid, 'SIGQUIT');
  };
  process.once('exit', endServer);
  return {
    url,
    async crash() {
      process.kill(server.pid, 'SIGQUIT');
      while (isAlive(server.pid)) await sleep(20);
    },
    async start() {
      server = await start();
      if (server.port !== port) throw new Error(`Postgres moved from port ${port} to ${server.port}`);
    },
    async stop() {
      process.off('exit', endServer);
      await server.stop();
    },
  };
}
