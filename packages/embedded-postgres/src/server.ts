// Gets a running server for a cluster: adopts the one a killed launcher left, or starts one.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, realpathSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@yoto/core';
import { type Cluster, endOfLog, setLogAside } from './cluster.ts';
import { readDataDirectory } from './connection.ts';
import { programFailure } from './failure.ts';
import { firstFreePort } from './free-port.ts';
import { commandAs, type Identity } from './identity.ts';
import { postmasterFile, readPostmasterRecord } from './postmaster-file.ts';
import { endOrphanBackends, isAlive, isPostmaster, signal } from './processes.ts';

/** Crash recovery replays at most `max_wal_size` of log, far within this. */
const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 30_000;
/** Another program can take the chosen port between the check and the start. */
const PORT_ATTEMPTS = 5;

export interface RunningServer {
  pid: number;
  port: number;
}

/**
 * The server that already runs on the cluster, if one does. Clears what a killed server left behind.
 * @throws AppError `database_unavailable` when a server runs but does not answer.
 */
export async function adoptServer(cluster: Cluster): Promise<RunningServer | undefined> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const record = readPostmasterRecord(cluster.dataDir);
    if (!record) return undefined;
    if (!isPostmaster(record.pid, cluster.dataDir)) {
      await endOrphanBackends(cluster.dataDir);
      // PostgreSQL removes the file of a dead server itself, but not when another program got its pid.
      if (isAlive(record.pid)) rmSync(postmasterFile(cluster.dataDir), { force: true });
      return undefined;
    }
    if (await answersFor(cluster, record.port)) return { pid: record.pid, port: record.port };
    if (Date.now() > deadline) {
      throw new AppError(
        'database_unavailable',
        `The PostgreSQL server of ${cluster.dataDir} (process ${record.pid}) runs but does not answer: ` +
          `end that process and try again.\n${endOfLog(cluster)}`,
      );
    }
    await sleep(100);
  }
}

/** Starts a server on the preferred port, or on the next free one. */
export async function startServer(
  cluster: Cluster,
  postgres: string,
  identity: Identity,
  preferredPort: number,
  settings: Record<string, string>,
): Promise<RunningServer> {
  setLogAside(cluster);
  let port = preferredPort;
  for (let attempt = 1; ; attempt++) {
    port = await firstFreePort(port);
    try {
      return await startOnPort(cluster, postgres, identity, { ...settings, port: String(port) });
    } catch (error) {
      const portWasTaken = error instanceof AppError && error.code === 'port_in_use';
      if (!portWasTaken || attempt === PORT_ATTEMPTS) throw error;
      port += 1;
    }
  }
}

/** Ends sessions, writes everything and waits for the end; a server that hangs is killed and recovers at its next start. */
export async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  if (!isPostmaster(pid, cluster.dataDir)) return;
  signal(pid, 'SIGINT'); // "fast shutdown"
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isPostmaster(pid, cluster.dataDir) && Date.now() < deadline) await sleep(20);
  if (!isPostmaster(pid, cluster.dataDir)) return;
  signal(pid, 'SIGQUIT');
  await sleep(1_000);
  if (isPostmaster(pid, cluster.dataDir)) signal(pid, 'SIGKILL');
  await endOrphanBackends(cluster.dataDir);
}

async function answersFor(cluster: Cluster, port: number): Promise<boolean> {
  if (!Number.isInteger(port)) return false;
  try {
    return realpathSync(await readDataDirectory(cluster, port)) === realpathSync(cluster.dataDir);
  } catch (error) {
    if (error instanceof AppError && error.code === 'config_invalid') throw error;
    return false; // starting, stopping, or another program on the port
  }
}

async function startOnPort(
  cluster: Cluster,
  postgres: string,
  identity: Identity,
  settings: Record<string, string>,
): Promise<RunningServer> {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { command, args, options } = commandAs(identity, postgres, ['-D', cluster.dataDir, ...flags]);
  const log = openSync(cluster.logFile, 'w');
  // Detached: Ctrl-C in the terminal must reach the applications first, and the server only when they are done.
  const child = spawn(command, args, { ...options, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  try {
    await waitUntilReady(cluster, child);
  } catch (error) {
    child.kill('SIGQUIT');
    throw error;
  }
  child.unref();
  return { pid: child.pid!, port: Number(settings.port) };
}

async function waitUntilReady(cluster: Cluster, child: ChildProcess): Promise<void> {
  let ended: string | undefined;
  child.once('exit', (code, signalName) => {
    ended = `exit ${code ?? signalName}`;
  });
  child.once('error', (error) => {
    ended = error.message;
  });
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    if (ended) throw startFailure(cluster, ended);
    const record = readPostmasterRecord(cluster.dataDir);
    // A file left by a killed server says ready too, and in a restarted container even with the same pid: so ask.
    const saysReady = record?.pid === child.pid && record?.status === 'ready';
    if (saysReady && (await answersFor(cluster, record.port))) return;
    if (Date.now() > deadline) throw startFailure(cluster, `not ready after ${READY_TIMEOUT_MS / 1000} s`);
    await sleep(10);
  }
}

function startFailure(cluster: Cluster, how: string): AppError {
  const log = endOfLog(cluster);
  if (/could not bind .*: Address already in use/i.test(log)) {
    return new AppError(
      'port_in_use',
      `The port chosen for PostgreSQL is taken: choose another one.\n${log}`,
    );
  }
  return programFailure(`PostgreSQL did not start (${how})`, log);
}
