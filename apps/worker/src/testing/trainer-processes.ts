/** The trainer processes of a test, found by the engine folder in their arguments. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export async function trainerPids(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    pids.map(async (pid) => ({
      pid,
      command: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    })),
  );
  return commands
    .filter(({ command }) => command.includes('trainer-process') && command.includes(folder))
    .map(({ pid }) => Number(pid));
}

export async function killTrainers(folder: string): Promise<void> {
  await waitForTrainers(folder, (count) => count > 0);
  for (const pid of await trainerPids(folder)) process.kill(pid, 'SIGKILL');
}

export async function waitForTrainers(
  folder: string,
  wanted: (count: number) => boolean,
  withinMs = 60_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!wanted((await trainerPids(folder)).length)) {
    if (Date.now() > end) throw new Error('the trainer processes did not change in time');
    await sleep(20);
  }
}
