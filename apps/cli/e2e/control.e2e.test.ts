/** Pause, resume, retry, delete and clean up: through the command line, on a real stack. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JobSummary, SweepSpecInput } from '@yoto/core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { slowSweep } from './toy-specs.ts';
import { yoto } from './yoto-command.ts';
import { startYoto } from './yoto-process.ts';

let stack: RunningStack;
const state = stateFolder();
beforeAll(async () => {
  stack = await startStack(state.folder, ['--port', '0', '--workers', '2']);
});
afterAll(async () => {
  await stack?.interrupt();
  state.remove();
});

const onServer = (...args: string[]) => yoto([...args, '--server', stack.url]);
const printed = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await onServer(...args);
  expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: '' });
  return stdout.trim();
};
const submit = (spec: SweepSpecInput) => stack.client.createSweep({ body: { spec } });
const jobsOf = async (id: string) => (await stack.client.listSweepJobs({ params: { id } })).items;
async function untilJob(sweepId: string, check: (job: JobSummary) => void): Promise<JobSummary> {
  const look = async () => {
    const [job] = await jobsOf(sweepId);
    check(job!);
    return job!;
  };
  return vi.waitFor(look, { timeout: 90_000, interval: 50 });
}

/** Everything a job leaves behind that must not depend on how it came there. */
async function results(jobId: string) {
  const params = { id: jobId };
  const metrics = await stack.client.getJobMetrics({ params, query: { maxPoints: 20_000 } });
  // What was used of the machine does depend on it.
  const points = metrics.points.filter(({ name }) => !name.startsWith('use/'));
  const { points: evaluations } = await stack.client.getJobEvaluations({ params });
  const { checkpoints } = await stack.client.getJob({ params });
  return { points, evaluations, checkpoint: checkpoints[0]?.sha256 };
}

test('a paused sweep stands still, and ends with the results of one that was never paused', async () => {
  const hurryFile = path.join(state.folder, 'hurry');
  const calm = await submit(slowSweep('calm', 400, hurryFile));
  const { id } = await submit(slowSweep('paused', 400, hurryFile));
  await untilJob(id, (job) => expect(job.step).toBeGreaterThanOrEqual(12));
  expect((await stack.client.pauseSweep({ params: { id } })).jobCounts.completed).toBe(0);
  const paused = await untilJob(id, (job) => expect(job.state).toBe('paused'));
  expect(await printed('pause', id.slice(0, 20))).toBe('paused: 1 paused');

  const watching = startYoto(['watch', 'paused', '--server', stack.url]);
  await watching.printed(/slow, near-b 1: paused at step \d+ of 400/);
  writeFileSync(hurryFile, '');
  await untilJob(calm.id, (job) => expect(job.state).toBe('completed'));
  const [still] = await jobsOf(id);
  expect(still).toMatchObject({ state: 'paused', step: paused.step, workerId: null });
  const [checkpoint] = (await stack.client.getJob({ params: { id: paused.id } })).checkpoints;
  expect(checkpoint!.step).toBeGreaterThanOrEqual(12);

  expect(await printed('resume', paused.id)).toBe(`job ${paused.id}: queued`);
  const { exitCode, stderr } = await watching.ended;
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: expect.stringMatching(new RegExp(`^Paused: nothing goes on until \`yoto resume ${id}\`.*\n$`)),
  });
  const detail = await stack.client.getJob({ params: { id: paused.id } });
  const [first, second] = detail.attempts.toSorted((a, b) => a.number - b.number);
  expect(first?.outcome).toBe('paused');
  expect(second).toMatchObject({ number: 2, outcome: 'completed', resumedFromStep: checkpoint!.step });
  const [calmJob] = await jobsOf(calm.id);
  expect(await results(paused.id)).toEqual(await results(calmJob!.id));
  expect(await printed('pause', 'calm')).toBe('calm: nothing to pause, 1 completed');
});

test('a log is followed to its last line: of a job that ends, and of one that is cancelled', async () => {
  const hurryFile = path.join(state.folder, 'hurry-the-log');
  const [ends, cancelled] = await Promise.all(
    ['ends', 'is cancelled'].map(async (name) => {
      const { id } = await submit(slowSweep(name, 600, hurryFile));
      const { id: jobId } = await untilJob(id, (job) => expect(job.step).toBeGreaterThan(0));
      return { id, jobId, following: startYoto(['logs', jobId, '--follow', '--server', stack.url]) };
    }),
  );
  for (const { following } of [ends!, cancelled!])
    await following.printed(/Z #1 yoto Attempt 1 began on worker worker-\d$/m);
  await stack.client.cancelSweep({ params: { id: cancelled!.id } });
  // In a hurry it might be done before it is stopped.
  await cancelled!.following.ended;
  writeFileSync(hurryFile, '');
  for (const [{ jobId, following }, ending] of [
    [ends!, 'Completed'],
    [cancelled!, 'Stopped: the job was cancelled or given to another attempt'],
  ] as const) {
    const { exitCode, stdout, stderr } = await following.ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.trim().split('\n').at(-1)).toMatch(new RegExp(`^\\S+Z #1 yoto ${ending}$`));
    // Each line once, and nothing that another reader does not get.
    expect(await printed('logs', jobId)).toBe(stdout.trim());
    const last = JSON.parse(await printed('logs', jobId, '--follow', '--tail', '1', '--json'));
    expect(last).toMatchObject({ attempt: 1, source: 'yoto', text: ending });
  }
}, 180_000);

test('a retry runs exactly the failed cell again', async () => {
  const spec: SweepSpecInput = {
    name: 'one fails',
    task: { id: 'test-toy' },
    dataset: { id: 'two-points', params: { corruptFromStep: 60 } },
    defaults: { batchSize: 4, evaluation: { examples: 16 } },
    groups: [
      { name: 'short', kind: 'fixed', lambdas: { 'near-b': [1] }, steps: 20 },
      { name: 'long', kind: 'fixed', lambdas: { 'near-b': [1] }, steps: 100 },
    ],
  };
  const { id } = await submit(spec);
  expect((await onServer('watch', id)).exitCode).toBe(1);
  const before = await jobsOf(id);
  expect(before.map(({ state }) => state)).toEqual(['completed', 'failed']);

  expect(await printed('retry', 'one fails')).toMatch(/^long, near-b 1: (queued|running|failed)$/);
  expect((await onServer('watch', id)).exitCode).toBe(1);
  const after = await jobsOf(id);
  expect(after[0]).toEqual(before[0]);
  expect(after[1]).toMatchObject({ state: 'failed', attempt: 2 });

  const failed = after[1]!.id;
  expect(await printed('retry', '--job', failed.slice(0, 13))).toMatch(`job ${failed}: `);
  expect((await onServer('watch', id)).exitCode).toBe(1);
  expect(await onServer('retry')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Nothing was named'),
  });
  expect(await onServer('retry', 'one fails', '--job', failed)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Two things were named'),
  });
  const conflict = await onServer('resume', failed);
  expect(conflict).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('retry it instead') });
});

test('a sweep is deleted once it has ended, and its files are collected', async () => {
  const kept = (await jobsOf((await submit(slowSweep('kept', 20))).id))[0]!;
  const { id } = await submit(slowSweep('to delete', 4000));
  const { id: jobId } = await untilJob(id, (job) => expect(job.step).toBeGreaterThanOrEqual(12));
  expect(await printed('pause', 'to delete')).toMatch(/^to delete: 1 paus(ing|ed)$/);
  const filesOf = (job: string) => path.join(state.folder, 'artifacts', 'jobs', job);
  const stored = (job: string) =>
    existsSync(filesOf(job))
      ? readdirSync(filesOf(job), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
          .length
      : 0;
  expect(await onServer('delete', 'to delete', '--yes')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/have not ended: 1 paus(ing|ed)\nfix: {3}.*yoto cancel/),
  });
  expect(await printed('cancel', 'to delete')).toBe('to delete: 1 cancelled');
  expect(await onServer('delete', 'to delete')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/\nfix: {3}add --yes/),
  });
  expect(stored(jobId)).toBeGreaterThan(0);
  expect(await printed('delete', 'to delete', '--yes')).toMatch(/^Deleted "to delete" \(1 job\)/);
  expect((await onServer('watch', id)).stderr).toMatch(/no sweep/);
  await untilJob(kept.sweepId, (job) => expect(job.state).toBe('completed'));

  expect(await printed('gc')).toMatch(/^Removed 0 of .*; spared \d+ that nothing refers to/);
  expect(await printed('gc', '--dry-run', '--older-than', '0h')).toMatch(
    /^Would remove [1-9]\d* of \d+ files/,
  );
  expect(stored(jobId)).toBeGreaterThan(0);
  const collected = JSON.parse(await printed('gc', '--older-than', '0h', '--json'));
  expect(collected).toMatchObject({ dryRun: false, removedFiles: expect.any(Number), tooYoungFiles: 0 });
  expect(stored(jobId)).toBe(0);
  const { checkpoints, artifacts } = await stack.client.getJob({ params: { id: kept.id } });
  expect(checkpoints.length).toBeGreaterThan(0);
  expect(stored(kept.id)).toBe(checkpoints.length + artifacts.length);
  expect(JSON.parse(await printed('gc', '--older-than', '0h', '--json')).removedFiles).toBe(0);
});

test('workers are listed, and one in no quarantine is released without harm', async () => {
  expect(await printed('workers')).toMatch(/^worker-1 +(idle|busy) +wasm +.* ago +[0-9a-f-]{36}$/m);
  expect(JSON.parse(await printed('workers', '--json'))).toHaveLength(2);
  expect(await printed('workers', 'release', 'worker-2')).toBe('worker-2: idle');
  expect(await onServer('workers', 'release', 'worker-9')).toMatchObject({ exitCode: 2 });
});

test('the files of a job are listed and downloaded', async () => {
  const [sweep] = (await stack.client.listSweeps()).items;
  const [job] = await jobsOf(sweep!.id);
  const { artifacts } = await stack.client.getJob({ params: { id: job!.id } });
  const listed = JSON.parse(await printed('artifacts', job!.id.slice(0, 13), '--json'));
  expect(listed).toHaveLength(artifacts.length);
  const folder = path.join(state.folder, 'downloads');
  await printed('artifacts', job!.id, '--download', folder);
  for (const { name } of artifacts) expect(existsSync(path.join(folder, name))).toBe(true);
  expect(await onServer('artifacts', 'nothing')).toMatchObject({ exitCode: 2 });
});
