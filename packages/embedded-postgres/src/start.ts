// The whole life of an embedded PostgreSQL: one call from an empty folder to a database one can connect to.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@yoto/core';
import { ensureApplicationRole, giveToApplication } from './application-role.ts';
import { findBinaries } from './binaries.ts';
import { type Cluster, clusterIn, ensureCluster } from './cluster.ts';
import { connectionUrl, createDatabase, databaseExists, dropDatabase } from './connection.ts';
import { folderFailure } from './failure.ts';
import { assertReachable, chooseIdentity, giveTo, letPass } from './identity.ts';
import { withLaunchLock } from './launch-lock.ts';
import { adoptServer, type RunningServer, startServer, stopServer } from './server.ts';

const DEFAULT_PORT = 55_432;

/** For a server that one machine has to itself and nobody replicates from. */
const DEFAULT_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // a socket path below a deep folder would be too long
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  shared_buffers: '256MB',
};

export interface EmbeddedPostgresOptions {
  /** Everything lives below it: the data, the log and the generated passwords. Made when it does not exist. */
  dir: string;
  /** Created when it does not exist. */
  database: string;
  /** Folders above `dir` that are closed to others, which the account that runs the server may have to pass. */
  privateFolders?: readonly string[];
  /** The superuser, which administrates; counts when the folder is first used. The application is another role. */
  user?: string;
  /** Preferred port; the next free one is taken when it is busy. */
  port?: number;
  /** More `name: value` server settings, e.g. `fsync: 'off'` for data that may be lost. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** Connection URL of the database named in the options, as the application: it owns its databases, no more. */
  url: string;
  port: number;
  /** Process id of the server. */
  pid: number;
  /** True when the server was already running: its settings and port are then those it was started with. */
  adopted: boolean;
  logFile: string;
  createDatabase(name: string, options?: { template?: string }): Promise<void>;
  dropDatabase(name: string): Promise<void>;
  /** Connection URL of another database of the same server. */
  urlFor(database: string): string;
  /** The same as the superuser: for administration and tests. */
  adminUrlFor(database: string): string;
  /** The role of `url`. */
  user: string;
  /** Stops the server, also an adopted one. Stopping twice is no error. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server of this machine's own, or adopts the one that already runs on `dir`. Safe to call from
 * two processes at the same instant, after a crash of either side, and as root.
 * @throws AppError `database_unavailable`, `disk_full`, `port_in_use`, `conflict` (another launcher does not come to an
 * end) or `config_invalid` (the folder has another user); the message says what to change.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dir = path.resolve(options.dir);
  const cluster = clusterIn(dir, options.user ?? 'yoto');
  try {
    const binaries = await findBinaries();
    const identity = chooseIdentity();
    mkdirSync(dir, { recursive: true });
    giveTo(identity, dir);
    letPass(identity, options.privateFolders ?? []);
    assertReachable(identity, dir, binaries.postgres);
    return await withLaunchLock(cluster.lockFile, async () => {
      await ensureCluster(cluster, binaries.initdb, identity);
      const running = await adoptServer(cluster);
      const settings = { ...DEFAULT_SETTINGS, ...options.settings };
      const port = options.port ?? DEFAULT_PORT;
      const server = running ?? (await startServer(cluster, binaries.postgres, identity, port, settings));
      await ensureApplicationRole(cluster, server.port, identity);
      if (await databaseExists(cluster, server.port, options.database)) {
        await giveToApplication(cluster, server.port, options.database);
      } else {
        await createDatabase(cluster, server.port, options.database, undefined);
      }
      return handleOf(cluster, server, running !== undefined, options.database);
    });
  } catch (error) {
    throw error instanceof AppError ? error : folderFailure(dir, error);
  }
}

function handleOf(
  cluster: Cluster,
  server: RunningServer,
  adopted: boolean,
  database: string,
): EmbeddedPostgres {
  return {
    url: connectionUrl(cluster.application, server.port, database),
    user: cluster.application.user,
    port: server.port,
    pid: server.pid,
    adopted,
    logFile: cluster.logFile,
    createDatabase: (name, options) => createDatabase(cluster, server.port, name, options?.template),
    dropDatabase: (name) => dropDatabase(cluster, server.port, name),
    urlFor: (name) => connectionUrl(cluster.application, server.port, name),
    adminUrlFor: (name) => connectionUrl(cluster, server.port, name),
    // With the lock held, so that nobody adopts a server that is about to end.
    stop: () => withLaunchLock(cluster.lockFile, () => stopServer(cluster, server.pid)),
  };
}
