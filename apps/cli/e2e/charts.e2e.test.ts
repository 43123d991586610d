/** Charts in a real browser: a closer look, an address that keeps the view, files, and the way to the jobs behind the points. */
import { readFileSync } from 'node:fs';
import type { SweepSpecInput } from '@yoto/core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSpot } from './find-spot.ts';
import { launchBrowser, missing, openPage, SOON, screenshot } from './headless-browser.ts';
import { allCompleted, ONE_WORKER, type RunningStack, startStack, stateFolder } from './running-stack.ts';

/** More points than a chart shows at once. */
const STEPS = 1000;
const SWEEP: SweepSpecInput = {
  name: 'charts',
  task: { id: 'test-toy' },
  defaults: {
    steps: STEPS,
    batchSize: 4,
    metricsEverySteps: 1,
    checkpoint: { everySteps: STEPS },
    evaluation: { everySteps: STEPS / 2, examples: 16 },
  },
  groups: [
    { name: 'fixed grid', kind: 'fixed', lambdas: { 'near-b': [0.5, 1, 2] } },
    { name: 'YOTO', kind: 'yoto', evaluation: { lambdas: { 'near-b': [0.5, 1, 2] } } },
  ],
};

describe.skipIf(missing.length > 0)('charts', () => {
  let stack: RunningStack;
  let browser: Browser;
  let sweep: string;
  const state = stateFolder();
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(state.folder, ONE_WORKER), launchBrowser()]);
    ({ id: sweep } = await stack.client.createSweep({ body: { spec: SWEEP } }));
    await allCompleted(stack, sweep);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.interrupt();
    state.remove();
  });

  const jobs = async () => (await stack.client.listSweepJobs({ params: { id: sweep } })).items;
  const viewOf = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

  test('a slider shows the frontier as it was, in the address, and asks nothing before', async () => {
    const { page, complaints } = await openPage(browser, 1280, 900);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (/evaluated-steps$|[?&]step=/.test(pathname + search)) asked.push(pathname + search);
    });
    await page.goto(`${stack.url}/sweeps/${sweep}`);
    const section = page.getByRole('region', { name: 'Frontier', exact: true });
    await section.getByText('at the last evaluation').waitFor();
    expect(asked).toEqual([]);
    await section.getByText('Show the numbers').click();
    const numbers = () => section.locator('table').first().innerText();
    const latest = await numbers();

    await section.getByLabel('History').check();
    const slider = section.getByRole('slider', { name: 'Training step' });
    await slider.waitFor();
    expect(await slider.getAttribute('aria-valuetext')).toBe('latest');
    await slider.press('ArrowLeft');
    await section.getByText('as it was after 500 steps').waitFor();
    expect(viewOf(page, 'step')).toBe('500');
    await expect.poll(numbers, SOON).not.toBe(latest);
    const then = await numbers();
    await screenshot(page, 'frontier-history');

    await page.reload();
    await section.getByText('as it was after 500 steps').waitFor();
    expect(await slider.getAttribute('aria-valuetext')).toBe('step 500');
    await section.getByText('Show the numbers').click();
    await expect.poll(numbers, SOON).toBe(then);
    await slider.press('End');
    await section.getByText('at the last evaluation').waitFor();
    expect(viewOf(page, 'step')).toBeNull();
    await expect.poll(numbers, SOON).toBe(latest);
    expect(complaints).toEqual([]);
  }, 120_000);

  test('zooming in fetches all points of the part, the address keeps it, and files have what is shown', async () => {
    const { page, complaints } = await openPage(browser, 1280, 900);
    const ranges: [string | null, string | null][] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname.endsWith('/curves'))
        ranges.push([searchParams.get('fromStep'), searchParams.get('toStep')]);
    });
    const [job] = await jobs();
    await page.goto(`${stack.url}/jobs/${job!.id}`);
    const figure = page.getByTestId('chart').first();
    const thinned = page.getByText(`Each point is the mean of 5 steps`);
    await thinned.waitFor();
    expect(ranges).toEqual([[null, null]]);
    await screenshot(page, 'curve-thinned');

    await drag(page, figure.getByRole('img'), [0.5, 0.3], [0.7, 0.7]);
    await figure.getByRole('button', { name: 'Reset zoom' }).waitFor();
    await expect.poll(() => thinned.count(), SOON).toBe(0);
    const [from, to] = viewOf(page, 'curves-zoom')!.split('_').map(Number) as [number, number];
    expect(from).toBeGreaterThan(300);
    expect(to).toBeLessThan(800);
    const asked = ranges.at(-1)!.map(Number) as [number, number];
    expect(asked[0]).toBeLessThan(from);
    expect(asked[1]).toBeGreaterThan(to);
    const csv = await download(page, figure, 'CSV table');
    expect(csv.split('\n')).toHaveLength(1 + asked[1] - asked[0] + 1);

    await page.getByLabel('Log y').check();
    await page.reload();
    await figure.getByRole('button', { name: 'Reset zoom' }).waitFor();
    expect(await page.getByLabel('Log y').isChecked()).toBe(true);
    await expect.poll(() => thinned.count(), SOON).toBe(0);
    const svg = await download(page, figure, 'SVG drawing');
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);
    expect(texts).toContain('Step');
    // Far less than a decade of the loss is in sight.
    const numbers = texts.map((text) => Number(text.replaceAll(',', ''))).filter((value) => value > 0);
    expect(numbers.filter((value) => value < from).length).toBeGreaterThanOrEqual(3);
    const png = await download(page, figure, 'PNG picture', 'latin1');
    expect(png.slice(1, 4)).toBe('PNG');
    await screenshot(page, 'curve-zoomed-log');

    await figure.getByRole('button', { name: 'Zoom out' }).press('Enter');
    await figure.getByRole('button', { name: 'Move right' }).press('Enter');
    await expect.poll(() => Number(viewOf(page, 'curves-zoom')?.split('_')[1]), SOON).toBeGreaterThan(to);
    await figure.getByRole('button', { name: 'Reset zoom' }).press('Enter');
    await expect.poll(() => viewOf(page, 'curves-zoom'), SOON).toBeNull();
    expect(complaints).toEqual([]);
  }, 120_000);

  test('a point leads to its job, from the chart and from the table; the legend hides and isolates', async () => {
    const { page, complaints } = await openPage(browser, 1280, 900);
    await page.goto(`${stack.url}/sweeps/${sweep}`);
    const figure = page.getByTestId('chart').first();
    const canvas = figure.getByRole('img', { name: /^Frontier/ });
    await canvas.waitFor();
    for (const [i, chart] of (await page.getByTestId('chart').all()).entries())
      await screenshot(page, `chart-${i}`, chart);
    const entry = (name: string) => figure.getByRole('button', { name, exact: true });
    const isShown = (name: string) => entry(name).getAttribute('aria-pressed');
    await entry('fixed grid').press('Shift+Enter');
    await expect.poll(() => isShown('YOTO'), SOON).toBe('false');
    await page.reload();
    await expect.poll(() => isShown('YOTO'), SOON).toBe('false');
    expect(await isShown('fixed grid')).toBe('true');

    const colour = (await entry('fixed grid').locator('line').getAttribute('stroke'))!;
    const spot = () => canvas.evaluate(findSpot, colour);
    await expect.poll(spot, SOON).not.toBeNull();
    await canvas.click({ position: (await spot())! });
    await page.getByRole('heading', { level: 1, name: /^fixed grid · near-b/ }).waitFor();
    await page.goBack();

    await entry('fixed grid').press('Shift+Enter');
    await expect.poll(() => isShown('YOTO'), SOON).toBe('true');
    await figure.getByText('Show the numbers').click();
    const row = figure.getByRole('row', { name: /^YOTO near-b 2/ });
    await row.getByRole('link', { name: 'seed 0' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'YOTO · seed 0' }).waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  test('charts in the dark', async () => {
    const { page, complaints } = await openPage(browser, 1280, 900, 'dark');
    await page.goto(`${stack.url}/sweeps/${sweep}?frontier-log-x=1&frontier-log-y=1`);
    const figure = page.getByTestId('chart').first();
    await figure.getByRole('img', { name: /^Frontier/ }).waitFor();
    const svg = await download(page, figure, 'SVG drawing');
    expect(svg).toContain('fixed grid');
    // The line of a series, and not only its markers.
    const paths = (svg.match(/<path[^>]*>/g) ?? []).filter((path) => path.includes('stroke="#56b4e9"'));
    expect(paths.some((path) => path.split(/ ?L ?/).length > 2 && !path.includes(' A '))).toBe(true);
    const vision = await page.context().newCDPSession(page);
    for (const type of ['none', 'deuteranopia'] as const) {
      await vision.send('Emulation.setEmulatedVisionDeficiency', { type });
      for (const [i, chart] of (await page.getByTestId('chart').all()).entries())
        await screenshot(page, `chart-dark-${type}-${i}`, chart);
    }
    expect(complaints).toEqual([]);
    await page.setContent(svg);
    await screenshot(page, 'charts-dark-svg');
  }, 60_000);
});

/** Between two places, in shares of the element's width and height. */
async function drag(
  page: Page,
  element: Locator,
  from: [number, number],
  to: [number, number],
): Promise<void> {
  const box = (await element.boundingBox())!;
  const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 5 });
  await page.mouse.up();
}

async function download(
  page: Page,
  figure: Locator,
  kind: string,
  encoding: 'utf8' | 'latin1' = 'utf8',
): Promise<string> {
  await figure.getByText('Download', { exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    figure.getByRole('button', { name: kind }).click(),
  ]);
  return readFileSync(await file.path(), encoding);
}
