/** What the system knows of processes that this one did not start itself, read from /proc (so Linux only). */
import { readdirSync, readFileSync } from 'node:fs';
import { AppError } from '@yoto/core';

export interface SystemProcess {
  pid: number;
  parentPid: number;
  commandLine: string;
}

/** Throws `config_invalid` on a system without /proc. */
export function assertProcReadable(): void {
  if (process.platform === 'linux') return;
  throw new AppError('config_invalid', 'This needs Linux: it finds trainers and open files below /proc');
}

/** The processes that `pid` started. */
export function childrenOf(pid: number): SystemProcess[] {
  return allProcesses().filter(({ parentPid }) => parentPid === pid);
}

/** Every process whose environment holds `text`, e.g. a folder that only our own processes are told of. */
export function processesWithEnvironment(text: string): SystemProcess[] {
  return allProcesses().filter(
    ({ pid }) => pid !== process.pid && (readProc(pid, 'environ')?.includes(text) ?? false),
  );
}

/** Sends a signal; a process that has ended meanwhile is no error. Returns whether it was there. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** A file of /proc/PID as text; undefined when the process has ended. */
export function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function allProcesses(): SystemProcess[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((name) => {
    const pid = Number(name);
    const parent = /^PPid:\s+(\d+)$/m.exec(readProc(pid, 'status') ?? '');
    if (!parent) return [];
    const commandLine = (readProc(pid, 'cmdline') ?? '').replaceAll('\0', ' ');
    return [{ pid, parentPid: Number(parent[1]), commandLine }];
  });
}
