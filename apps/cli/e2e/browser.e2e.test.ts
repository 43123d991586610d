/** The dashboard in a real browser: submit through the form, watch, and see the frontier. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, missing, openPage, SOON, screenshot } from './headless-browser.ts';
import { ONE_WORKER, type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { slowSweep } from './toy-specs.ts';

describe.skipIf(missing.length > 0)('the dashboard', () => {
  let stack: RunningStack;
  let browser: Browser;
  const state = stateFolder();
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(state.folder, ONE_WORKER), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.interrupt();
    state.remove();
  });

  /** How many pixels of the frontier chart have the colour that the legend gives a series. */
  async function pixelsOf(page: Page, series: string): Promise<number> {
    const figure = page.getByTestId('chart').first();
    const mark = figure.getByRole('button', { name: series }).locator('line');
    const colour = (await mark.getAttribute('stroke')) as string;
    return figure.getByRole('img', { name: /^Frontier/ }).evaluate(countPixels, colour);
  }

  test('submit through the form, watch the jobs, see the frontier', async () => {
    const { page, complaints } = await openPage(browser, 1280, 900);
    await page.goto(stack.url);
    await page.getByRole('link', { name: 'New sweep' }).first().click();
    await page.getByLabel('Task').selectOption('test-toy');
    await page.getByLabel('Sweep name').fill('from the browser');
    await page.getByRole('region', { name: 'Common settings' }).getByLabel('Steps').first().fill('200');
    await page.getByRole('region', { name: 'Planned jobs' }).getByText('200').first().waitFor();
    await screenshot(page, 'form-laptop');
    await page.getByRole('button', { name: /^Submit \d+ jobs?$/ }).click();

    await page.getByRole('heading', { level: 1, name: 'from the browser' }).waitFor();
    await page.getByRole('img', { name: /^Frontier/ }).waitFor();
    const [sweep] = (await stack.client.listSweeps()).items;
    const jobs = Object.values(sweep!.jobCounts).reduce((sum, count) => sum + count, 0);
    const openTab = (name: string) =>
      page.getByRole('navigation', { name: 'Parts of the sweep' }).getByRole('link', { name }).click();
    await openTab('Jobs');
    for (const part of [
      page.getByRole('table', { name: 'Jobs', exact: true }),
      page.locator('.job-matrices'),
    ]) {
      const completed = part.locator('[data-state=completed]');
      await expect.poll(() => completed.count(), { timeout: 90_000 }).toBe(jobs);
    }
    await screenshot(page, 'sweep-jobs-laptop');
    await openTab('Frontier');
    await page.getByText(/^One model of YOTO costs as much as .* on average/).waitFor();
    for (const series of ['fixed grid', 'YOTO']) {
      await expect.poll(() => pixelsOf(page, series), SOON).toBeGreaterThan(20);
    }
    // The YOTO model is measured at every lambda of the grid.
    await page.getByText('Show the numbers').first().click();
    const rows = page.getByTestId('chart').first().getByRole('row', { name: /^YOTO/ });
    await expect.poll(() => rows.count(), SOON).toBe(jobs - 1);
    await page.getByRole('slider', { name: 'Pictures at' }).press('End');
    await page.getByRole('region', { name: 'What it looks like' }).getByRole('img').first().waitFor();
    await screenshot(page, 'sweep-laptop');
    await openTab('Analysis');
    await page
      .getByRole('table', { name: 'Regret' })
      .getByRole('row', { name: /^YOTO.* near-b / })
      .waitFor();
    await page.getByText(/^YOTO costs as much as .* models of fixed grid/).waitFor();
    await screenshot(page, 'analysis-laptop');
    expect(complaints).toEqual([]);
  }, 240_000);

  test('pause, resume, cancel, retry and delete a sweep by its buttons, on a phone', async () => {
    const { page, complaints } = await openPage(browser, 390, 844);
    const asked: string[] = [];
    page.on('request', (request) => {
      const verb = request.url().split('/').at(-1) as string;
      if (request.method() !== 'GET') asked.push(request.method() === 'DELETE' ? 'delete' : verb);
    });
    const sweep = await stack.client.createSweep({ body: { spec: slowSweep('held by hand', 4000) } });
    await page.goto(`${stack.url}/sweeps/${sweep.id}`);
    const state = page.getByTestId('state').first();
    const reach = (wanted: string) =>
      expect.poll(() => state.getAttribute('data-state'), { timeout: 60_000 }).toBe(wanted);
    const button = (name: string) => page.getByRole('button', { name, exact: true });

    await reach('running');
    // The second click comes when the button already says Resume.
    await button('Pause').click({ clickCount: 2, delay: 100 });
    await reach('paused');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
    await screenshot(page, 'paused-phone');
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.getByRole('table', { name: 'Jobs', exact: true }).getByRole('link').first().click();
    await page.getByRole('table', { name: 'Attempts' }).locator('[data-outcome=paused]').waitFor();
    await screenshot(page, 'paused-job-phone');
    await page.goBack();

    await button('Resume').press('Enter');
    await reach('running');
    const cancel = async () => {
      await button('Cancel sweep').click();
      await button('Cancel the sweep').click();
      await reach('cancelled');
    };
    await cancel();
    await button('Retry 1 cancelled').click();
    await reach('running');
    await cancel();
    await button('Delete').click();
    await button('Delete the sweep').click();
    await page.getByRole('heading', { level: 1, name: 'Sweeps' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'held by hand' }).count(), SOON).toBe(0);
    expect(asked).toEqual(['pause', 'resume', 'cancel', 'retry', 'cancel', 'delete']);
    expect(complaints).toEqual([]);
  }, 240_000);

  test('pages fit a phone, and wrong input is explained where it was typed', async () => {
    const { page, complaints } = await openPage(browser, 390, 844);
    for (const address of ['/', '/sweeps/new', '/workers']) {
      await page.goto(stack.url + address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect({ address, overflow }).toEqual({ address, overflow: 0 });
    }
    await page.goto(`${stack.url}/sweeps/new`);
    await page.getByRole('region', { name: 'Common settings' }).getByLabel('Steps').first().fill('-5');
    await page.getByRole('alert').getByRole('button', { name: 'Steps', exact: true }).waitFor();
    await page.getByText('Steps must be at least 1.').waitFor();
    await screenshot(page, 'form-phone');
    expect(complaints).toEqual([]);
  });
});

/** What this file needs of the browser's canvas: Node's types know nothing of it. */
interface Canvas {
  width: number;
  height: number;
  cloneNode(): Canvas;
  getContext(
    kind: '2d',
    options: { willReadFrequently: true },
  ): {
    fillStyle: string;
    drawImage(image: Canvas, x: number, y: number): void;
    fillRect(...box: number[]): void;
    getImageData(...box: number[]): { data: Uint8ClampedArray };
  };
}

/** Runs in the browser, on a copy. A pixel counts when each of its channels is near the colour's. */
function countPixels(element: unknown, colour: string): number {
  const canvas = element as Canvas;
  const copy = canvas.cloneNode().getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  copy.fillStyle = colour;
  copy.fillRect(0, 0, 1, 1);
  const wanted = copy.getImageData(0, 0, 1, 1).data;
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (wanted.every((channel, i) => Math.abs((data[at + i] ?? 0) - channel) < 16)) count += 1;
  }
  return count;
}
