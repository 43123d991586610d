/** The measurements one after the other, on a state folder that is seeded. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@yoto/client';
import type { Browser } from 'playwright-core';
import type { SeededState } from '../seed/seed-state.ts';
import { startLiveWork } from './live-work.ts';
import { visit } from './measure-page.ts';
import { watchMemory } from './memory.ts';
import { benchPages } from './pages.ts';
import type { BenchResults } from './report.ts';
import { type BenchServer, startServer } from './server.ts';
import { comparisonMs, curveMs, median } from './timings.ts';

export interface BenchOptions {
  stateDir: string;
  databaseUrl: string;
  browser: Browser;
  /** Visits of each page. */
  loads: number;
  /** Servers that are started to be asked for a comparison first. */
  coldStarts: number;
  /** Of live updates. */
  minutes: number;
  log: (line: string) => void;
}

const COMPARED_SWEEPS = 3;
const SETTLE_MS = 10_000;

export async function runBench(options: BenchOptions, seeded: SeededState): Promise<BenchResults> {
  const { stateDir, databaseUrl, log } = options;
  const comparisonCold: number[] = [];
  for (let i = 0; i < options.coldStarts; i++) {
    const server = await startServer(stateDir, databaseUrl);
    // It loads code for a moment after it is ready, as it would long before somebody asks.
    await sleep(SETTLE_MS);
    const before = server.processorMs();
    const ms = await comparisonMs(server.url, seeded.compared);
    const processorMs = server.processorMs() - before;
    await server.stop();
    comparisonCold.push(ms);
    log(`comparison, cold: ${ms.toFixed(0)} ms, processor time of the server ${processorMs.toFixed(0)} ms`);
  }
  const server = await startServer(stateDir, databaseUrl);
  try {
    return { comparisonCold, ...(await measure(options, server, seeded)) };
  } finally {
    await server.stop();
  }
}

async function measure(
  { browser, loads, minutes, databaseUrl, log }: BenchOptions,
  { url }: BenchServer,
  seeded: SeededState,
): Promise<Omit<BenchResults, 'comparisonCold'>> {
  const client = createClient({ baseUrl: url });
  const { items: jobs } = await client.listSweepJobs({ params: { id: seeded.long } });
  const { items: others } = await client.listSweeps({
    query: { limit: COMPARED_SWEEPS, task: ['beta-vae'], search: 'scenes' },
  });
  const longJob = jobs[0]?.id ?? '';
  const pages = benchPages({ ...seeded, longJob, others: others.map(({ id }) => id) });
  const comparisonWarm: number[] = [];
  const curve: number[] = [];
  // The one that everything begins with is computed once for all.
  if (loads > 0) await comparisonMs(url, seeded.compared);
  for (let i = 0; i < loads; i++) {
    comparisonWarm.push(await comparisonMs(url, seeded.compared));
    curve.push(await curveMs(url, longJob));
  }
  const visited: BenchResults['pages'] = [];
  for (const page of loads > 0 ? pages : []) {
    const visits = [];
    for (let i = 0; i < loads; i++) visits.push(await visit(browser, url, page));
    visited.push({ name: page.name, visits });
    const useful = visits.map(({ usefulMs }) => usefulMs.toFixed(0)).join(', ');
    const processor = median(visits.map(({ processorMs }) => processorMs)).toFixed(0);
    log(
      `${page.name}: ${useful} ms, processor time ${processor} ms; asked for ${summary(visits.at(-1)?.asked ?? [])}`,
    );
  }
  if (minutes === 0) return { pages: visited, comparisonWarm, curve, memory: [] };
  const live = await startLiveWork(databaseUrl);
  try {
    const memory = await watchMemory(browser, url, live, minutes, log);
    return { pages: visited, comparisonWarm, curve, memory };
  } finally {
    await live.stop();
  }
}

/** Each kind of address once, with how often. */
function summary(asked: readonly string[]): string {
  const kinds = new Map<string, number>();
  for (const path of asked) {
    const kind = path
      .replace(/^\/api\/v1/, '')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
      .replaceAll(/=[^&]*/g, '')
      .replaceAll(/\b(\w+)(&\1)+/g, '$1 …');
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].map(([kind, times]) => (times === 1 ? kind : `${times} ${kind}`)).join(', ');
}
