/** The server among others: below a path of a proxy, asked by pages of other sites, and when it hangs. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '@yoto/client';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser, missing, openPage, SOON } from './headless-browser.ts';
import { startPathProxy } from './path-proxy.ts';
import { type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { QUICK_SWEEP, slowSweep } from './toy-specs.ts';
import { yotoProcess } from './yoto-process.ts';

const LAN_NAME = 'yoto.lan.test';
const EVIL_NAME = 'evil.test';

describe.skipIf(missing.length > 0)('a server among others', () => {
  let stack: RunningStack;
  let browser: Browser;
  const state = stateFolder();
  beforeAll(async () => {
    const args = ['--port', '0', '--workers', '1', '--allowed-hosts', LAN_NAME];
    const names = `--host-resolver-rules=MAP ${LAN_NAME} 127.0.0.1,MAP ${EVIL_NAME} 127.0.0.1`;
    [stack, browser] = await Promise.all([
      startStack(state.folder, args, { TRUSTED_PROXIES: '1' }),
      launchBrowser([names]),
    ]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.interrupt();
    state.remove();
  });

  test('below a path of a proxy, pages, pictures, live updates and links work', async () => {
    const proxy = await startPathProxy(stack.url, '/lab/yoto', true);
    onTestFinished(() => proxy.close());
    const submitted = await yotoProcess(['submit', '-', '--name', 'below a path', '--server', proxy.url], {
      input: QUICK_SWEEP,
    });
    const [, id] = submitted.stdout.match(`${proxy.url}/sweeps/([0-9a-f-]{36})`) ?? [];
    if (id === undefined) throw new Error(`names no page: ${submitted.stdout}${submitted.stderr}`);
    const client = createClient({ baseUrl: proxy.url });
    const completed = async () => (await client.getSweep({ params: { id } })).jobCounts.completed;
    await expect.poll(completed, { timeout: 90_000 }).toBe(4);
    const { page, complaints } = await openPage(browser, 1280, 900);
    await page.goto(`${proxy.url}/`);
    await page.getByRole('link', { name: 'below a path' }).click();
    await page.waitForURL(`${proxy.url}/sweeps/${id}`);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'below a path' }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.waitForURL(`${proxy.url}/sweeps/${id}/jobs`);
    await page.getByRole('table', { name: 'Jobs', exact: true }).getByRole('link').first().click();
    await page.waitForURL(`${proxy.url}/jobs/**`);
    await page.getByRole('table', { name: 'Attempts' }).waitFor();
    await page.getByRole('link', { name: 'Pictures', exact: true }).click();
    const picture = page.locator('.sheet img').first();
    await picture.scrollIntoViewIfNeeded();
    const width = () =>
      picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
    await expect.poll(width, SOON).toBeGreaterThan(0);
    await page.goto(`${proxy.url}/sweeps`);
    await page.getByText('Live', { exact: true }).waitFor();
    await stack.client.createSweep({ body: { spec: slowSweep('arrives live', 50) } });
    await page.getByRole('link', { name: 'arrives live' }).waitFor();
    await page.goto(`${proxy.url}/api/docs`);
    await page.getByText('/lab/yoto/api/v1').first().waitFor({ state: 'attached' });
    expect(complaints).toEqual([]);
  }, 180_000);

  test('a page of another site cannot cancel a sweep, nor read under its own name', async () => {
    const sweep = await stack.client.createSweep({ body: { spec: slowSweep('not yours', 4000) } });
    const evil = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title>');
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void evil.close());
    const port = new URL(stack.url).port;
    const cancel = `/api/v1/sweeps/${sweep.id}/cancel`;
    const { page } = await openPage(browser, 1280, 900);
    const seen: string[] = [];
    page.on('response', (response) => seen.push(`${response.request().method()} ${response.status()}`));

    await page.goto(`http://${EVIL_NAME}:${(evil.address() as AddressInfo).port}/`);
    // The browser keeps even the refusal from the page.
    await page.evaluate(
      (url) =>
        fetch(url, { method: 'POST', mode: 'no-cors' })
          .catch(() => undefined)
          .then(() => undefined),
      `http://${LAN_NAME}:${port}${cancel}`,
    );
    // As after a change of its DNS entry: the page's own name leads to the server now.
    await page.goto(`http://${EVIL_NAME}:${port}/`);
    const replies = await page.evaluate(
      async ([list, change]) => [
        await (await fetch(list as string)).text(),
        await (await fetch(change as string, { method: 'POST' })).text(),
      ],
      ['/api/v1/sweeps', cancel],
    );
    expect(seen.filter((line) => line.startsWith('POST'))).toContain('POST 403');
    for (const reply of replies) expect(JSON.parse(reply)).toMatchObject({ code: 'forbidden' });
    expect((await stack.client.getSweep({ params: { id: sweep.id } })).jobCounts.cancelled ?? 0).toBe(0);

    await page.goto(`http://${LAN_NAME}:${port}/sweeps/${sweep.id}`);
    await page.getByRole('button', { name: 'Cancel sweep' }).click();
    await page.getByRole('button', { name: 'Cancel the sweep' }).click();
    await expect
      .poll(async () => (await stack.client.getSweep({ params: { id: sweep.id } })).jobCounts.cancelled, SOON)
      .toBe(1);
  }, 120_000);

  test('while the server hangs, the page says so, and a click shows at once that something is pending', async () => {
    const { page } = await openPage(browser, 1280, 900);
    await page.goto(`${stack.url}/sweeps`);
    await page.getByText('Live', { exact: true }).waitFor();
    const pid = apiOf(stack.launcher.process.pid as number);
    process.kill(pid, 'SIGSTOP');
    try {
      await page.getByRole('link', { name: 'Workers' }).click();
      await page.getByRole('status', { name: 'Loading' }).waitFor();
      await page.goBack();
      await page.getByText('Not answering', { exact: true }).waitFor();
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await page.getByText('Live', { exact: true }).waitFor();
  }, 120_000);
});

/** The process of the API among the descendants of a launcher. */
function apiOf(launcher: number): number {
  const parents = new Map<number, number>();
  for (const pid of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {} // ended meanwhile
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === launcher || isBelow(parents.get(pid)));
  for (const pid of parents.keys()) {
    if (isBelow(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('apps/api/src/main.ts'))
      return pid;
  }
  throw new Error('The launcher runs no API');
}
