/**
 * Where a worker keeps what its attempts have not handed over yet: STATE/spool/WORKER/JOB.ATTEMPT/. Workers may share a
 * state folder; each has a folder of its own there, and takes over that of another only once that one is dead.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { AttemptRef } from '@yoto/storage';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.ts';

const OWNER_FILE = 'owner.json';
/** A worker on another host is dead when it has not touched its folder for so long: its jobs are long taken over. */
const LEASE_MS = 120_000;

export interface SpoolFolder {
  /** Makes the folder of an attempt. */
  add(attempt: AttemptRef): Promise<string>;
  /** A sign of life, for workers on other hosts. */
  touch(): Promise<void>;
  /** Moves the attempts of dead workers here, each to one taker only, and says which they are. */
  adopt(): Promise<{ attempt: AttemptRef; folder: string }[]>;
  /** Leaves what is still in it to whoever comes next. */
  leave(): Promise<void>;
}

export async function openSpoolFolder(stateDir: string): Promise<SpoolFolder> {
  const root = path.join(stateDir, 'spool');
  const name = `${hostname().replace(/[^\w-]/g, '-')}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const own = path.join(root, name);
  const ownerFile = path.join(own, OWNER_FILE);
  await makeOwned(root, own);
  return {
    async add(attempt) {
      const folder = path.join(own, nameOf(attempt));
      await mkdir(folder);
      return folder;
    },
    async touch() {
      const now = new Date();
      await utimes(ownerFile, now, now);
    },
    async adopt() {
      const adopted: { attempt: AttemptRef; folder: string }[] = [];
      for (const other of await readdir(root)) {
        const folder = path.join(root, other);
        if (folder === own || !(await isAbandoned(folder))) continue;
        adopted.push(...(await takeAttempts(folder, own)));
        await rm(path.join(folder, OWNER_FILE), { force: true });
        await removeEmpty(folder);
      }
      return adopted;
    },
    async leave() {
      await rm(ownerFile, { force: true });
      await removeEmpty(own);
    },
  };
}

const nameOf = ({ jobId, attempt }: AttemptRef) => `${jobId}.${attempt}`;

function parseName(name: string): AttemptRef | undefined {
  const [, jobId, attempt] = /^([0-9a-f-]{36})\.(\d{1,9})$/.exec(name) ?? [];
  return jobId && attempt ? { jobId, attempt: Number(attempt) } : undefined;
}

/** The folder appears together with its owner: nobody finds it without one and takes it for abandoned. */
async function makeOwned(root: string, own: string): Promise<void> {
  const prepared = path.join(root, `.${path.basename(own)}`);
  await mkdir(prepared, { recursive: true });
  await writeFile(path.join(prepared, OWNER_FILE), JSON.stringify(ownIdentity()));
  await rename(prepared, own);
}

async function isAbandoned(folder: string): Promise<boolean> {
  if (path.basename(folder).startsWith('.')) return false;
  const file = path.join(folder, OWNER_FILE);
  try {
    const owner = JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity;
    const { mtimeMs } = await stat(file);
    return !(isRunning(owner) ?? Date.now() - mtimeMs < LEASE_MS);
  } catch {
    // Without a readable owner: it signed off, or its disk was full when it began.
    return true;
  }
}

async function takeAttempts(from: string, to: string): Promise<{ attempt: AttemptRef; folder: string }[]> {
  const taken: { attempt: AttemptRef; folder: string }[] = [];
  for (const name of await readdir(from).catch(() => [])) {
    const attempt = parseName(name);
    if (!attempt) continue;
    const folder = path.join(to, name);
    // Renaming is what makes one taker of several the only one.
    const isMine = await rename(path.join(from, name), folder).then(
      () => true,
      () => false,
    );
    if (isMine) taken.push({ attempt, folder });
  }
  return taken;
}

/** Files that are no attempt's, if there are any, are not ours to remove. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
