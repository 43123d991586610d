/** The log of a job, as others read it: over crashes, stops and deaths. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { JOB_LOG, type LogLine, parseJobLog } from '@yoto/core';
import type { JobRow } from '@yoto/storage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWorkerProcess } from './testing/worker-process.ts';
import { fixedJobs, inState, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

/** The toy task, whose trainer does this before it trains; returns the environment of its worker. */
async function talkingToy(code: string): Promise<{ TASK_PACKAGES: string }> {
  const file = path.join(rig.stateDir, 'talking-toy.mjs');
  await writeFile(
    file,
    `import { existsSync, writeFileSync } from 'node:fs';
    import { task as toy } from ${JSON.stringify(import.meta.resolve('@yoto/testkit/toy-task'))};
    const once = ${JSON.stringify(path.join(rig.stateDir, 'once'))};
    export const task = { ...toy, async setup(context) { ${code}; return toy.setup(context); } };`,
  );
  return { TASK_PACKAGES: file };
}

async function logOf(jobId: string): Promise<LogLine[]> {
  const row = (await rig.storage.artifacts.list(jobId)).find(({ name }) => name === JOB_LOG);
  return row ? parseJobLog((await rig.artifacts.get(row.key, row.sha256)).toString()) : [];
}

const shown = (lines: readonly LogLine[]) =>
  lines.map(({ attempt, source, text }) => `${attempt} ${source} ${text}`);

/** One file, however often it was replaced. */
async function storedLogs(jobId: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of rig.artifacts.list(`jobs/${jobId}/artifacts/`)) {
    if (key.includes('/log-')) keys.push(key);
  }
  return keys;
}

test('the last words of a trainer that crashed are kept, and the next attempt goes on after them', async () => {
  const environment = await talkingToy(`
    console.log('\\u001b[32mloading\\u001b[0m 10 %\\rloading 100 % from ${rig.stateDir}/x');
    if (!existsSync(once)) {
      writeFileSync(once, '');
      console.log(Array.from({ length: 3000 }, (_, i) => 'line ' + i).join('\\n'));
      console.error('Error: no such card');
      process.kill(process.pid, 'SIGKILL');
    }`);
  const [job] = (await rig.submit(fixedJobs(1, 20))) as [JobRow];
  await rig.startWorker({ ...environment, WORKER_NAME: 'gpu-1' });
  await rig.waitFor(job.id, inState('completed'));
  const lines = await logOf(job.id);
  const text = shown(lines);
  const said = text.filter((line) => !line.startsWith('1 out line '));
  expect(text.filter((line) => line.startsWith('1 out line '))).toHaveLength(3000);
  expect(said.slice(0, 2)).toEqual([
    '1 yoto Attempt 1 began on worker gpu-1',
    expect.stringMatching(/^1 yoto Engine: wasm /),
  ]);
  expect(said).toContain('1 out loading 100 % from YOTO_STATE/x');
  expect(said).toContain('1 err Error: no such card');
  const crash = said.findIndex((line) =>
    line.startsWith('1 yoto Ended: crashed. The trainer was ended by SIGKILL'),
  );
  expect(said[crash + 1]).toBe('2 yoto Attempt 2 began on worker gpu-1');
  expect(said).toContain('2 out loading 100 % from YOTO_STATE/x');
  expect(said.at(-1)).toBe('2 yoto Completed');
  expect(lines.map(({ number }) => number)).toEqual(lines.map((_, i) => i + 1));
  for (const { at } of lines) expect(new Date(at).toISOString()).toBe(at);
  expect(await storedLogs(job.id)).toHaveLength(1);
});

/** Prints `tick` again and again; `once` has how often. */
const TICKS = `let ticks = 0;
  setInterval(() => { console.log('tick'); writeFileSync(once, String(++ticks)); }, 100)`;
const printedTicks = async () => Number(await readFile(path.join(rig.stateDir, 'once'), 'utf8'));
const storedTicks = async (jobId: string, attempt = 1) =>
  shown(await logOf(jobId)).filter((line) => line === `${attempt} out tick`).length;

/** Until the log was stored, and the trainer has printed more since. Returns how often it has printed. */
async function saysMoreThanStored(jobId: string): Promise<number> {
  await rig.waitFor(jobId, async () => (await storedTicks(jobId)) > 1);
  const stored = await storedTicks(jobId);
  await rig.waitFor(jobId, async () => (await printedTicks()) > stored + 5);
  return printedTicks();
}

test('what a trainer printed until its job was cancelled is in the log', async () => {
  const environment = await talkingToy(TICKS);
  const [job] = (await rig.submit(rig.slowJob())) as [JobRow];
  await rig.startWorker(environment);
  const printed = await saysMoreThanStored(job.id);
  await rig.storage.jobs.cancel(job.id);
  const last = '1 yoto Stopped: the job was cancelled or given to another attempt';
  await rig.waitFor(job.id, async () => shown(await logOf(job.id)).at(-1) === last);
  expect(await storedTicks(job.id)).toBeGreaterThanOrEqual(printed);
  expect(await storedLogs(job.id)).toHaveLength(1);
});

test('it grows while the trainer runs, and survives a worker that is killed and one that is asked to stop', async () => {
  const environment = await talkingToy(TICKS);
  const [job] = (await rig.submit(rig.slowJob())) as [JobRow];
  const ticks = (attempt: number) => () => storedTicks(job.id, attempt);
  const first = await startWorkerProcess(rig.environment(environment));
  const before = await saysMoreThanStored(job.id);
  first.kill('SIGKILL');
  await first.ended;

  const second = await rig.startWorker(environment);
  await rig.waitFor(job.id, async () => (await ticks(2)()) > 0);
  await second.stop();
  await rig.startWorker(environment);
  await rig.hurry();
  await rig.waitFor(job.id, inState('completed'));
  const text = shown(await logOf(job.id));
  // More than was stored, but for what the worker had not read when it was killed.
  expect(await ticks(1)()).toBeGreaterThan(before - 5);
  expect(text.filter((line) => line.startsWith('2 ')).at(-1)).toBe('2 yoto Stopped, as it was asked to');
  expect(text).toContainEqual(expect.stringMatching(/^3 yoto Goes on from the checkpoint of step \d+$/));
  expect(text.at(-1)).toBe('3 yoto Completed');
  expect((await storedLogs(job.id)).length).toBeLessThanOrEqual(2);
});
