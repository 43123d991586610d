// The files of one database cluster, all below the folder the caller named.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { programFailure } from './failure.ts';
import { commandAs, giveTo, type Identity } from './identity.ts';

/** Somebody who may connect. */
export interface Login {
  user: string;
  passwordFile: string;
}

/** Where everything is, and as whom to connect: as the superuser, unless it is the application that connects. */
export interface Cluster extends Login {
  dataDir: string;
  logFile: string;
  lockFile: string;
  /** Owns the databases, and is no superuser. */
  application: Login;
}

export function clusterIn(dir: string, user: string): Cluster {
  return {
    dataDir: path.join(dir, 'pgdata'),
    logFile: path.join(dir, 'postgres.log'),
    lockFile: path.join(dir, 'launch.lock'),
    passwordFile: path.join(dir, 'password'),
    user,
    application: { user: `${user}_app`, passwordFile: path.join(dir, 'app-password') },
  };
}

/**
 * Runs initdb when there is no cluster yet: into a temporary folder that is renamed at the end, so a first start
 * that was killed leaves no half cluster. Call it with the launch lock held.
 * @throws AppError `database_unavailable` or `disk_full`, with what initdb said.
 */
export async function ensureCluster(cluster: Cluster, initdb: string, identity: Identity): Promise<void> {
  if (existsSync(path.join(cluster.dataDir, 'PG_VERSION'))) return;
  const unfinished = `${cluster.dataDir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(cluster.passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  giveTo(identity, cluster.passwordFile);
  try {
    await runInitdb(initdb, identity, [
      ...['-D', unfinished, '-U', cluster.user, `--pwfile=${cluster.passwordFile}`, '--auth=scram-sha-256'],
      // The built-in locale sorts the same on every system, whatever its libraries.
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ...['--no-instructions', '--no-sync'],
    ]);
    renameSync(unfinished, cluster.dataDir);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

export function readPassword(login: Login): string {
  return readFileSync(login.passwordFile, 'utf8').trim();
}

/** Keeps the log of the last run aside: it may say why that server died. */
export function setLogAside(cluster: Cluster): void {
  if (existsSync(cluster.logFile)) renameSync(cluster.logFile, `${cluster.logFile}.previous`);
}

/** The last lines of the server's log, for error messages. */
export function endOfLog(cluster: Cluster): string {
  const lines = readFileSync(cluster.logFile, 'utf8').trimEnd().split('\n');
  return [`(end of ${cluster.logFile})`, ...lines.slice(-8)].join('\n');
}

/** Asynchronous on purpose: a blocked event loop could not keep the launch lock alive. */
function runInitdb(initdb: string, identity: Identity, args: string[]): Promise<void> {
  const { command, args: fullArgs, options } = commandAs(identity, initdb, args);
  return new Promise((resolve, reject) => {
    const child = spawn(command, fullArgs, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr!.on('data', (chunk) => {
      said += chunk;
    });
    child.once('error', (error) => reject(programFailure('initdb could not be run', error.message, error)));
    child.once('close', (code, signalName) => {
      if (code === 0) resolve();
      else reject(programFailure(`initdb failed (exit ${code ?? signalName})`, said.trim()));
    });
  });
}
