/** One visit of a page in a browser that has nothing of it yet: times, bytes, answers and layout shift. */
import { setTimeout as sleep } from 'node:timers/promises';
import { API_PREFIX, LIVE_PATH } from '@yoto/core';
import type { Browser, CDPSession } from 'playwright-core';
import type { BenchPage } from './pages.ts';

export interface Visit {
  /** From the start of navigation until what matters was painted. */
  usefulMs: number;
  /** Of the page's main thread, until it was quiet: other work on the machine changes it little. */
  processorMs: number;
  /** Answers of the API, without the stream of notices. */
  answers: number;
  /** Of everything, as sent. */
  wireBytes: number;
  /** Of scripts, as sent. */
  scriptBytes: number;
  /** Of the largest answer of the API, unpacked. */
  largestBytes: number;
  largest: string;
  layoutShift: number;
  /** The addresses that the page asked the API for. */
  asked: string[];
}

const WIDTH = 1366;
const HEIGHT = 900;
const PATIENCE_MS = 60_000;
/** A page that asks for more does so within this time of having what it asked for. */
const QUIET_MS = 1200;

/** A page that does not show what it should within a minute counts as one that takes a minute. */
export async function visit(browser: Browser, url: string, { path, useful }: BenchPage): Promise<Visit> {
  // What is watched in the page is text, which the product's own policy rightly refuses to run.
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: WIDTH, height: HEIGHT } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const traffic = watchTraffic(session);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript(watchScreen(useful));
    await page.goto(new URL(path, url).href, { waitUntil: 'commit' });
    await page
      .waitForFunction('window.benchUsefulAt !== undefined', undefined, { timeout: PATIENCE_MS })
      .catch(() => page.evaluate(`window.benchUsefulAt = ${PATIENCE_MS}`));
    await traffic.quiet();
    const screen = await page.evaluate(
      '({ usefulMs: window.benchUsefulAt, layoutShift: window.benchShift })',
    );
    const { metrics } = await session.send('Performance.getMetrics');
    const processorMs = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
    return { processorMs, ...(screen as Pick<Visit, 'usefulMs' | 'layoutShift'>), ...traffic.totals() };
  } finally {
    await context.close();
  }
}

/**
 * In the page, from before its first script on. A paint follows the frame in which the condition holds. That a chart has a line
 * in colour is known from what draws it: to read its pixels back in every frame takes as long as the page itself.
 */
const watchScreen = (useful: string): string => `
  const { stroke } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.stroke = function (...path) {
    const [, ...parts] = /^#(..)(..)(..)$/.exec(String(this.strokeStyle)) ?? [];
    const [r, g, b] = parts.map((part) => Number.parseInt(part, 16));
    if (Math.max(r, g, b) - Math.min(r, g, b) > 60 && this.canvas.closest?.('main')) window.benchColoured = true;
    return stroke.apply(this, path);
  };
  window.benchShift = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.benchShift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    if (!(document.body && (${useful}))) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => { window.benchUsefulAt = performance.now(); }));
  };
  look();`;

interface Request {
  path: string;
  isScript: boolean;
  /** Bytes on the wire, and unpacked. */
  sent: number;
  unpacked: number;
  done: boolean;
}

interface Traffic {
  /** Resolves once nothing is being answered and nothing has been asked for a while. */
  quiet(): Promise<void>;
  totals(): Totals;
}

function watchTraffic(network: CDPSession): Traffic {
  const requests = new Map<string, Request>();
  let changedAt = performance.now();
  const change = (requestId: string, values: Partial<Request>) => {
    const request = requests.get(requestId);
    if (!request) return;
    Object.assign(request, values);
    changedAt = performance.now();
  };
  network.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    const { pathname, search } = new URL(request.url);
    const isScript = type === 'Script' || pathname.endsWith('.js');
    if (pathname !== API_PREFIX + LIVE_PATH)
      requests.set(requestId, { path: pathname + search, isScript, sent: 0, unpacked: 0, done: false });
    changedAt = performance.now();
  });
  network.on('Network.dataReceived', ({ requestId, dataLength }) => {
    const request = requests.get(requestId);
    if (request) request.unpacked += dataLength;
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    change(requestId, { sent: encodedDataLength, done: true }),
  );
  network.on('Network.loadingFailed', ({ requestId }) => change(requestId, { done: true }));
  void network.send('Network.enable');
  return {
    async quiet() {
      const isBusy = () => [...requests.values()].some(({ done }) => !done);
      while (performance.now() - changedAt < (isBusy() ? PATIENCE_MS : QUIET_MS)) await sleep(100);
    },
    totals: () => totals([...requests.values()]),
  };
}

type Totals = Omit<Visit, 'usefulMs' | 'layoutShift' | 'processorMs'>;

function totals(requests: readonly Request[]): Totals {
  const sum = (some: readonly Request[]) => some.reduce((bytes, { sent }) => bytes + sent, 0);
  const answers = requests.filter(({ path }) => path.startsWith(API_PREFIX));
  const [largest] = answers.toSorted((a, b) => b.unpacked - a.unpacked);
  return {
    answers: answers.length,
    wireBytes: sum(requests),
    scriptBytes: sum(requests.filter(({ isScript }) => isScript)),
    largestBytes: largest?.unpacked ?? 0,
    largest: largest?.path ?? '',
    asked: answers.map(({ path }) => path),
  };
}
