/** What pages hold on to while they follow a sweep: heap and nodes after garbage collection, at the begin and at the end. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession } from 'playwright-core';
import type { LiveWork } from './live-work.ts';

/** Caches fill, and code is compiled, before the first figure. */
const SETTLE_MS = 60_000;
const SAMPLE_MS = 60_000;

interface MemorySample {
  minutes: number;
  heapMb: number;
  nodes: number;
}

export interface PageMemory {
  name: string;
  samples: MemorySample[];
}

/** Follows the live sweep on three pages at once. */
export async function watchMemory(
  browser: Browser,
  url: string,
  live: LiveWork,
  minutes: number,
  log: (line: string) => void,
): Promise<PageMemory[]> {
  const paths = [
    ['list of sweeps', '/sweeps'],
    ['live sweep: Frontier', `/sweeps/${live.sweepId}`],
    ['live sweep: Curves', `/sweeps/${live.sweepId}/curves`],
  ] as const;
  // A context each: pages of one context may share a process, and so a heap.
  const pages = await Promise.all(
    paths.map(async ([name, path]) => {
      const context = await browser.newContext({ viewport: { width: 1366, height: 900 } });
      const page = await context.newPage();
      await page.goto(url + path);
      return { name, context, session: await context.newCDPSession(page), samples: [] as MemorySample[] };
    }),
  );
  try {
    await sleep(SETTLE_MS);
    const startedAt = performance.now();
    const endsAt = startedAt + minutes * 60_000;
    for (;;) {
      const minutesGone = (performance.now() - startedAt) / 60_000;
      for (const { session, samples } of pages)
        samples.push({ minutes: minutesGone, ...(await memoryOf(session)) });
      const heaps = pages.map(({ name, samples }) => `${name} ${samples.at(-1)?.heapMb.toFixed(1)} MB`);
      log(`${minutesGone.toFixed(1)} min: ${heaps.join(', ')}`);
      const left = endsAt - performance.now();
      if (left <= 0) break;
      await sleep(Math.min(SAMPLE_MS, left));
    }
    return pages.map(({ name, samples }) => ({ name, samples }));
  } finally {
    for (const { context } of pages) await context.close();
  }
}

async function memoryOf(session: CDPSession): Promise<Pick<MemorySample, 'heapMb' | 'nodes'>> {
  // Twice: what the first collection lets go of may have held on to more.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  return { heapMb: usedSize / 1e6, nodes };
}
