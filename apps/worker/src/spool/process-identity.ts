/** Whether the process that left a folder behind still runs: a process id alone may have been given to another. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  /** Where `pid` means something: the host since its last start, and the container. */
  scope: string;
  pid: number;
  /** When the process started, in the kernel's ticks; null where /proc does not tell. */
  startedAt: string | null;
}

export function ownIdentity(): ProcessIdentity {
  return { scope: ownScope(), pid: process.pid, startedAt: startOf(process.pid) };
}

/** Undefined: it runs elsewhere (another host or container), so nothing here can tell. */
export function isRunning({ scope, pid, startedAt }: ProcessIdentity): boolean | undefined {
  if (scope !== ownScope()) return undefined;
  if (startedAt !== null) return startOf(pid) === startedAt;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function ownScope(): string {
  const boot = orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const container = orNull(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, container].join(' ');
}

/** Field 22 of /proc/PID/stat; the name before it, in parentheses, may contain spaces. A zombie does not run. */
function startOf(pid: number): string | null {
  const stat = orNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields || fields[0] === 'Z') return null;
  return fields[19] ?? null;
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
