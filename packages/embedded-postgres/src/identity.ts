// PostgreSQL refuses to run as root, and containers often are root: this decides who runs the server instead.

import { type SpawnOptions, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, statSync } from 'node:fs';
import { AppError } from '@yoto/core';

/** An account of the operating system. */
interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * Who runs the server: this user as it is; this user seen as `nobody` through a user namespace (files stay
 * root's, so it works below /root too); or another account (which must be able to reach the files).
 */
export type Identity = { kind: 'self' } | { kind: 'namespace' } | { kind: 'account'; account: Account };

/** What the choice depends on; the probes run only when they matter. */
export interface Circumstances {
  isRoot: boolean;
  canUseNamespace: () => boolean;
  findAccount: (name: string) => Account | undefined;
}

const NAMESPACE_COMMAND = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];

const PASSED_BY_ALL = 0o001;
const PASSED_BY_GROUP = 0o010;

/** A fixed environment: PG* variables of the caller must not reach the server. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

/** @throws AppError `database_unavailable` when running as root with no way to drop privileges. */
export function chooseIdentity(circumstances: Circumstances = currentCircumstances()): Identity {
  if (!circumstances.isRoot) return { kind: 'self' };
  if (circumstances.canUseNamespace()) return { kind: 'namespace' };
  const account = circumstances.findAccount('postgres') ?? circumstances.findAccount('nobody');
  if (account) return { kind: 'account', account };
  throw new AppError(
    'database_unavailable',
    'PostgreSQL refuses to run as root and there is no way to drop privileges (no user namespaces, no account ' +
      'named postgres or nobody): run as another user, or set DATABASE_URL to an existing PostgreSQL',
  );
}

function currentCircumstances(): Circumstances {
  return {
    isRoot: process.getuid?.() === 0,
    canUseNamespace: () => {
      const [command, ...args] = NAMESPACE_COMMAND as [string, ...string[]];
      return spawnSync(command, [...args, 'true'], { env: ENVIRONMENT }).status === 0;
    },
    findAccount,
  };
}

function findAccount(name: string): Account | undefined {
  const ids = ['-u', '-g'].map((flag) =>
    spawnSync('id', [flag, name], { encoding: 'utf8', env: ENVIRONMENT }),
  );
  if (ids.some((id) => id.status !== 0)) return undefined;
  const [uid, gid] = ids.map((id) => Number(id.stdout));
  return uid ? { name, uid, gid: gid! } : undefined;
}

/** The command line and spawn options that run `program` as the identity. */
export function commandAs(
  identity: Identity,
  program: string,
  args: readonly string[],
): { command: string; args: string[]; options: SpawnOptions } {
  const line = identity.kind === 'namespace' ? [...NAMESPACE_COMMAND, program, ...args] : [program, ...args];
  const account = identity.kind === 'account' ? { uid: identity.account.uid, gid: identity.account.gid } : {};
  return { command: line[0]!, args: line.slice(1), options: { env: ENVIRONMENT, ...account } };
}

/** Gives files to the identity's account; the other identities own what this process makes. */
export function giveTo(identity: Identity, ...files: string[]): void {
  if (identity.kind !== 'account') return;
  for (const file of files) chownSync(file, identity.account.uid, identity.account.gid);
}

/** Lets the identity's account pass through folders that are closed to others; it still cannot list them. */
export function letPass(identity: Identity, folders: readonly string[]): void {
  if (identity.kind !== 'account') return;
  for (const folder of folders) {
    const { mode, uid } = statSync(folder);
    if ((mode & PASSED_BY_ALL) !== 0) continue;
    chownSync(folder, uid, identity.account.gid);
    chmodSync(folder, (mode & 0o777) | PASSED_BY_GROUP);
  }
}

/**
 * Checks that the identity's account can write `dir` and run `program`: as root both may lie below a folder
 * that only root can enter, and PostgreSQL's own message would not say so.
 * @throws AppError `database_unavailable`
 */
export function assertReachable(identity: Identity, dir: string, program: string): void {
  if (identity.kind !== 'account') return;
  const probe = commandAs(identity, '/bin/sh', ['-c', 'test -w "$1" && test -x "$2"', 'probe', dir, program]);
  if (spawnSync(probe.command, probe.args, probe.options).status === 0) return;
  throw new AppError(
    'database_unavailable',
    `PostgreSQL must run as ${identity.account.name} (it refuses root), which cannot reach ${dir} or ${program}: ` +
      'move them out of folders that only root can enter, run as another user, ' +
      'or set DATABASE_URL to an existing PostgreSQL',
  );
}
