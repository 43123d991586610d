import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '@yoto/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CONTROL, type PoolParts, ThreadPool } from './thread-pool.ts';
import type { WasmMemory, WasmModule } from './web-assembly.ts';

/** A thread that takes one chunk (once the main thread has opened the job) and vanishes. */
const VANISHING_THREAD = `
import { workerData } from 'node:worker_threads';
const control = new Int32Array(workerData.memory.buffer, workerData.control, 16);
Atomics.store(control, 15, 1);
Atomics.notify(control, 15);
for (;;) {
  const state = Atomics.load(control, ${CONTROL.state});
  if ((state & 0xffff) === 0xffff) continue;
  if (Atomics.compareExchange(control, ${CONTROL.state}, state, state + 1) === state) process.exit(0);
}`;

let folder: string;
let pool: ThreadPool | null = null;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yoto-pool-'));
});
afterEach(async () => {
  await pool?.stop();
  pool = null;
  await rm(folder, { recursive: true });
});

/** A memory of one page; `run` spends a moment on a chunk, so that the other thread gets one. */
function parts(): PoolParts {
  const memory = { buffer: new SharedArrayBuffer(65_536) } as WasmMemory;
  const module = {} as WasmModule;
  const run = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  return { memory, module, control: 0, run };
}

function script(source: string): URL {
  const file = join(folder, 'thread.mjs');
  writeFileSync(file, source);
  return pathToFileURL(file);
}

it('throws when a thread dies with work in hand, instead of waiting for ever', async () => {
  const given = parts();
  pool = new ThreadPool(given, 2, script(VANISHING_THREAD), 3);
  const control = new Int32Array(given.memory.buffer, 0, 16);
  Atomics.wait(control, 15, 0, 5000);
  expect(() => pool?.run(0, 0, 40, 1)).toThrow(AppError);
  expect(() => pool?.run(0, 0, 40, 1)).toThrow(expect.objectContaining({ code: 'crashed' }));
});

it('throws at the next job when a thread has died', async () => {
  pool = new ThreadPool(parts(), 2, script('throw new Error("no memory for the thread")'), 3);
  const [worker] = pool.workers;
  await new Promise((resolve) => worker?.once('exit', resolve));
  expect(() => pool?.run(0, 0, 4, 1)).toThrow(/no memory for the thread/);
});
