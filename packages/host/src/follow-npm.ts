/** `npx yoto up` is npm, which starts a shell, which starts this program; ended, they leave it running. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hangupIsIgnored } from './interrupts.ts';

const POLL_MS = 250;
/** The shell, and npm above it; some shells put the program in their own place. */
const LEVELS = 2;
/** npm names itself by its command line; Windows and older versions show the file it runs. */
const NPM = /^np[mx]\b|np[mx]-cli\.js/;

interface Launcher {
  pid: number;
  parentPid: number;
  commandLine: string;
}

/**
 * Calls `gone` once the npm that runs this program in the foreground has ended. Does nothing for programs that npm
 * has not started itself: whether one of those outlives its parent is up to whoever put it into the background.
 * @param event npm's name of what it runs (`npm_lifecycle_event`)
 * @param events those in which this program is all that npm runs
 */
export function followNpm(event: string | undefined, events: readonly string[], gone: () => void): void {
  if (event === undefined || !events.includes(event) || process.platform === 'win32') return;
  const parentPid = process.ppid;
  const npm = findNpm(parentPid);
  // Where npm was told to survive its terminal, the shell in between was not, and its end means nothing.
  const outlivesShell = npm !== undefined && hangupIsIgnored(npm);
  const timer = setInterval(() => {
    const isGone = (!outlivesShell && process.ppid !== parentPid) || (npm !== undefined && !isAlive(npm));
    if (!isGone) return;
    clearInterval(timer);
    gone();
  }, POLL_MS);
  timer.unref();
}

function findNpm(parentPid: number): number | undefined {
  for (let pid = parentPid, level = 0; level < LEVELS && pid > 1; level++) {
    const launcher = describe(pid);
    if (launcher === undefined) return undefined;
    if (NPM.test(launcher.commandLine)) return pid;
    pid = launcher.parentPid;
  }
  return undefined;
}

function describe(pid: number): Launcher | undefined {
  try {
    if (process.platform === 'linux') {
      const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return { pid, parentPid: Number(parent?.[1]), commandLine };
    }
    const said = spawnSync('ps', ['-ww', '-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, commandLine] = /^\s*(\d+)\s+(.*)$/m.exec(said.stdout ?? '') ?? [];
    return commandLine === undefined ? undefined : { pid, parentPid: Number(parent), commandLine };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
