// One engine with one number of threads, in a process of its own. Reads requests from standard input and answers each
// with one line of JSON: { open: id } -> { flops }, { steps: n, of: id } -> { ms: [...] }, { close: id } -> { closed }.

import { createInterface } from 'node:readline';
import type { EngineName } from '@yoto/core';
import { openEngine, tf } from '@yoto/engine';
import type { BenchCase } from './bench-case.ts';
import { CODEC_CASES } from './cases/codec-cases.ts';
import { BENCH_CASES } from './cases/index.ts';
import { countFlops } from './count-flops.ts';

interface Request {
  open?: string;
  steps?: number;
  of?: string;
  peak?: number;
  close?: string;
}

const [name, threads, nativeDir] = process.argv.slice(2);
const engine = await openEngine(
  { name: name as EngineName, reason: 'benchmark' },
  { threads: Number(threads), nativeDir },
);
const opened = new Map<string, BenchCase>();

async function answer({ open, steps, of = '', peak, close }: Request): Promise<object> {
  if (open !== undefined) {
    const entry = [...BENCH_CASES, ...CODEC_CASES].find(({ id }) => id === open);
    if (entry === undefined) throw new Error(`There is no case ${open}`);
    const benchCase = await entry.open();
    opened.set(open, benchCase);
    return { flops: await countFlops(benchCase) };
  }
  if (peak !== undefined) return { gflops: await measurePeak(peak) };
  if (close !== undefined) {
    await opened.get(close)?.dispose();
    opened.delete(close);
    return { closed: tf.memory().numTensors };
  }
  const ms: number[] = [];
  for (let step = 0; step < (steps ?? 1); step++) {
    const start = performance.now();
    await opened.get(of)?.step();
    ms.push(performance.now() - start);
  }
  return { ms };
}

/** GFLOP/s of the best of some products of square matrices. */
async function measurePeak(size: number): Promise<number> {
  const [a, b] = [tf.randomNormal([size, size]), tf.randomNormal([size, size])];
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 8; round++) {
    const start = performance.now();
    // One element: a graphics card would take longer to hand out the whole.
    const element = tf.tidy(() => tf.slice(tf.matMul(a, b), [0, 0], [1, 1]));
    await element.data();
    best = Math.min(best, performance.now() - start);
    element.dispose();
  }
  tf.dispose([a, b]);
  return (2 * size ** 3) / best / 1e6;
}

process.stdout.write(`${JSON.stringify({ ready: engine.device, version: engine.version })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const reply = await answer(JSON.parse(line) as Request).catch((error: Error) => ({ error: error.message }));
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
await engine.dispose();
