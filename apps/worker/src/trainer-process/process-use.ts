/** What a job takes of the machine, as points of its curves: throughput, processor, memory, and the graphics card. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { MetricPoint } from '@yoto/core';

/** What of the machine was used until some time. */
export interface UseSample {
  /** Of a clock that only goes forward, in milliseconds. */
  atMs: number;
  /** Optimiser steps done; not known where a job begins or resumes. */
  step: number | undefined;
  /** Processor time of the process, in microseconds. */
  cpuMicroseconds: number;
  /** Of the process, in bytes. */
  residentBytes: number;
  gpu: GpuUse | undefined;
}

interface GpuUse {
  /** Share of the time that it computed. */
  percent: number;
  memoryBytes: number;
}

/** All curves of use are called so: they depend on the machine, unlike all others. */
const PREFIX = 'use/';
const MEBIBYTE = 2 ** 20;
/** Between two points: often enough to see a change, and seldom beside the points of the losses. */
const INTERVAL_MS = 5000;
const ASKING_MS = 4000;

/** From one sample to the next, as points of the step of the later one. */
export function usePoints(
  before: UseSample,
  after: UseSample & { step: number },
  batchSize: number,
): MetricPoint[] {
  const elapsedMs = Math.max(1, after.atMs - before.atMs);
  const examples = before.step === undefined ? undefined : (after.step - before.step) * batchSize;
  const values: [string, number | undefined][] = [
    ['examples per second', examples === undefined ? undefined : (examples * 1000) / elapsedMs],
    ['processor cores', (after.cpuMicroseconds - before.cpuMicroseconds) / 1000 / elapsedMs],
    ['memory (MiB)', after.residentBytes / MEBIBYTE],
    ['GPU (%)', after.gpu?.percent],
    ['GPU memory (MiB)', after.gpu && after.gpu.memoryBytes / MEBIBYTE],
  ];
  return values.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name: PREFIX + name, step: after.step, value }],
  );
}

export interface UseMeter {
  /** Points of the time since those before: with the first points of a job, then every few seconds; none in between. */
  after(step: number): MetricPoint[];
}

/** Of one job, from now on. `watchesGpu`: `nvidia-smi` is asked, as long as it answers. */
export function meterUse(job: { batchSize: number; watchesGpu: boolean }): UseMeter {
  let gpu: GpuUse | undefined;
  let isAsking = false;
  let canAsk = job.watchesGpu;
  const ask = async () => {
    if (!canAsk || isAsking) return;
    isAsking = true;
    gpu = await gpuUse();
    canAsk = gpu !== undefined;
    isAsking = false;
  };
  const sample = <Step extends number | undefined>(step: Step) => {
    const { user, system } = process.cpuUsage();
    const residentBytes = process.memoryUsage.rss();
    return { atMs: performance.now(), step, cpuMicroseconds: user + system, residentBytes, gpu };
  };
  let last: UseSample = sample(undefined);
  let isFirst = true;
  void ask();
  return {
    after(step) {
      const now = sample(step);
      if (!isFirst && now.atMs - last.atMs < INTERVAL_MS) return [];
      const points = usePoints(last, now, job.batchSize);
      last = now;
      isFirst = false;
      // For the points after these: nothing waits for it.
      void ask();
      return points;
    },
  };
}

/** Of the first card, which is the one that engines use; undefined where nobody tells. */
async function gpuUse(): Promise<GpuUse | undefined> {
  const query = ['--query-gpu=utilization.gpu,memory.used', '--format=csv,noheader,nounits'];
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: ASKING_MS });
    const [percent = Number.NaN, mebibytes = Number.NaN] = (stdout.split('\n')[0] ?? '')
      .split(',')
      .map(Number);
    return Number.isFinite(percent + mebibytes) ? { percent, memoryBytes: mebibytes * MEBIBYTE } : undefined;
  } catch {
    return undefined;
  }
}
