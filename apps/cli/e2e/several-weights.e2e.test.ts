/** A sweep over two weights from end to end: slices, axes, sliders and regret in the browser, and the same numbers everywhere. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { estimateText, formatNumber, type Lambda, parametersAt, type SweepComparison } from '@yoto/core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, missing, openPage, SOON, screenshot } from './headless-browser.ts';
import { allCompleted, ONE_WORKER, type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { twoWeights } from './toy-specs.ts';
import { yotoProcess } from './yoto-process.ts';

const EAST = [0.3, 1, 3];
const NORTH = [0.3, 3];
const SWEEP = twoWeights(EAST, NORTH);
const LAMBDAS = EAST.length * NORTH.length;

describe.skipIf(missing.length > 0)('a sweep over two weights', () => {
  let stack: RunningStack;
  let browser: Browser;
  let id: string;
  /** Over all lambdas, on the task's own axes. */
  let whole: SweepComparison;
  const state = stateFolder();
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(state.folder, ONE_WORKER), launchBrowser()]);
    ({ id } = await stack.client.createSweep({ body: { spec: SWEEP } }));
    await allCompleted(stack, id);
    whole = await stack.client.getSweepComparison({ params: { id } });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.interrupt();
    state.remove();
  });

  const open = async (page: Page, place = ''): Promise<void> => {
    await page.goto(`${stack.url}/sweeps/${id}${place}`);
    await page.getByRole('region', { name: 'Slice' }).waitFor();
    await page.getByText('intervals are being estimated').first().waitFor({ state: 'hidden' });
  };
  const part = (page: Page, name: string) => page.locator('.analysis-part').and(page.getByLabel(name));
  const texts = (cells: Locator) => cells.allTextContents();

  const openTab = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

  test('curves wait for a slice, whose base can be moved', async () => {
    const { page, complaints } = await openPage(browser, 1366, 768);
    await open(page, '/analysis');
    const slice = page.getByRole('region', { name: 'Slice' });
    await slice.getByText('2 parameters vary (east, north): choose one to see curves').waitFor();
    for (const name of ['Bjontegaard differences', 'Hypervolume'])
      await part(page, name).getByText('choose a slice along one of them').waitFor();
    await screenshot(page, 'two-weights-laptop');

    await slice.getByLabel('Compare along').selectOption('east');
    await slice.getByText(`${EAST.length} lambdas on this slice`).waitFor();
    const cell = () =>
      part(page, 'Bjontegaard differences').getByRole('button', { name: 'YOTO against grid' }).textContent();
    for (const north of NORTH) {
      await slice.getByLabel('north held at').selectOption(String(north));
      await expect.poll(() => new URL(page.url()).searchParams.get('base'), SOON).toBe(`north=${north}`);
      const query = { slice: 'east', base: `north=${north}` };
      const { bd } = await stack.client.getSweepComparison({ params: { id }, query });
      const pair = bd.find((one) => one.test === 'YOTO' && one.anchor === 'grid');
      const rate = pair?.rate.find(({ method }) => method === 'pchip')?.difference.value ?? null;
      expect(rate).not.toBeNull();
      await expect.poll(cell, SOON).toBe(estimateText({ ...NONE, value: rate }, { signed: true }));
    }
    await part(page, 'Hypervolume').getByRole('table').waitFor();
    await screenshot(page, 'slice-laptop');
    // The other parts show the same slice.
    await openTab(page, 'Frontier');
    await slice.getByText(`${EAST.length} lambdas on this slice`).waitFor();
    expect(complaints).toEqual([]);
  });

  test('either axis shows a term, a sum or a metric: chart, numbers and address follow', async () => {
    const { page, complaints } = await openPage(browser, 1366, 768);
    await open(page);
    const frontier = page.getByRole('region', { name: 'Frontier' });
    await frontier.getByLabel('X axis').selectOption('away');
    await frontier.getByLabel('Y axis').selectOption('way');
    await frontier.getByRole('img', { name: /Length of the way against Distance from both goals/ }).waitFor();
    expect(new URL(page.url()).search).toBe('?x=away&y=way');
    await frontier.getByText('Show the numbers').click();
    const shown = frontier.locator('.numbers tbody tr').filter({ hasText: /^YOTO/ });
    await expect.poll(() => shown.count(), SOON).toBe(LAMBDAS);
    const { points } = whole.series.find(({ name }) => name === 'YOTO')!;
    // The values come first, their intervals once they are computed.
    await expect
      .poll(async () => (await texts(shown.locator('td:nth-child(3)'))).sort(), SOON)
      .toEqual(points.map(({ values }) => estimateText(values.away!, { format: formatNumber })).sort());
    expect(complaints).toEqual([]);
  });

  test('one slider per weight moves the examples through the lambdas; the pictures show each of them', async () => {
    const { page, complaints } = await openPage(browser, 1366, 768);
    await page.goto(`${stack.url}/sweeps/${id}/examples`);
    const examples = page.getByRole('region', { name: 'Held-out examples' });
    const headings = examples.locator('.examples-series');
    for (const [name, east, north] of [
      ['east', 3, 0.3],
      ['north', 3, 3],
    ] as const) {
      await examples.getByRole('slider', { name, exact: true }).press('End');
      const place = `east ${east}, north ${north}, power 2`;
      await expect.poll(() => texts(headings), SOON).toEqual([`YOTO ${place}`, `grid ${place}`]);
    }
    await openTab(page, 'Pictures');
    const pictures = page.getByRole('region', { name: 'Pictures' });
    await pictures.getByLabel('Arranged').selectOption('lambda by lambda');
    for (const east of EAST)
      for (const north of NORTH)
        await pictures.getByText(`east ${east}, north ${north}, power 2`, { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('pictures lie in a grid along the slice: YOTO above the fixed models, one column per value', async () => {
    const { page, complaints } = await openPage(browser, 1366, 768);
    await page.goto(`${stack.url}/sweeps/${id}/pictures?slice=east&base=north=3`);
    const pictures = page.getByRole('region', { name: 'Pictures' });
    await pictures.getByText('Held at north 3').waitFor();
    const first = pictures.getByRole('table', { name: 'Picture 1 along east' });
    expect(await texts(first.locator('th'))).toEqual(['east', ...EAST.map(String), 'YOTO', 'grid']);
    for (const model of ['YOTO', 'grid'])
      for (const east of EAST)
        await first
          .getByRole('img', { name: new RegExp(`picture 1, of ${model} at east ${east}$`) })
          .waitFor();
    await pictures.getByLabel('Arranged').selectOption('along north');
    await pictures.getByRole('table', { name: 'Picture 1 along north' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('the full loss of every method is a bar per lambda; so is its regret, which is one number per lambda: on the page, in the API, on the command line and in the report', async () => {
    const { page, complaints } = await openPage(browser, 1366, 768);
    await open(page);
    const losses = page.getByRole('region', { name: 'Full loss and regret' });
    await losses.getByRole('img', { name: /^Full loss: one group of bars per lambda/ }).waitFor();
    await losses.getByText('Show the numbers').click();
    const bars = losses.locator('.numbers');
    expect(await texts(bars.locator('th'))).toEqual(['Full loss', 'YOTO', 'grid', 'single model']);
    expect(await bars.locator('tbody tr').count()).toBe(LAMBDAS);
    await losses.getByRole('radio', { name: 'Regret, %' }).check();
    await losses.getByRole('img', { name: /^Regret .*one group of bars per lambda/ }).waitFor();
    await openTab(page, 'Analysis');
    await page.getByText('Regret at each lambda').click();
    const table = part(page, 'Regret').locator('.numbers');
    expect(await texts(table.locator('th'))).toEqual([
      'Lambda',
      ...['YOTO', 'YOTO, %', 'single model', 'single model, %'],
    ]);
    const rows = await table.locator('tbody tr').all();
    const shown = await Promise.all(rows.map((row) => texts(row.locator('td'))));
    expect(shown).toEqual(regretRows(whole));

    const server = ['--server', stack.url];
    const { stdout } = await yotoProcess(['results', id, '--json', ...server]);
    expect(JSON.parse(stdout)).toEqual(whole);
    const file = path.join(state.folder, 'report.md');
    const report = await yotoProcess(['report', id, '--markdown', file, ...server]);
    expect(report).toMatchObject({ exitCode: 0, stderr: '' });
    const written = readFileSync(file, 'utf8').replaceAll('\\', '');
    for (const row of shown) expect(written).toContain(`| ${row.join(' | ')} |`);
    expect(complaints).toEqual([]);
  });

  test('groups of two sweeps stand in one chart and one table, and the address keeps which', async () => {
    const { page, complaints } = await openPage(browser, 1366, 768);
    const few = twoWeights([0.3, 3], [3]);
    const spec = { ...few, name: 'longer', defaults: { ...few.defaults, steps: 90, seeds: [0] } };
    const second = await stack.client.createSweep({ body: { spec } });
    await allCompleted(stack, second.id);
    await page.goto(`${stack.url}/sweeps/${id}`);
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Find a sweep to add' }).fill('long');
    await page.getByRole('button', { name: 'longer' }).click();
    await page.getByRole('img', { name: /^Frontier/ }).waitFor();
    const names = () => texts(page.getByRole('table', { name: 'Methods' }).locator('tbody th'));
    await expect
      .poll(async () => (await names()).join(), SOON)
      .toMatch(/^YOTO \(two weights\),grid \(two weights\),YOTO \(longer\),grid \(longer\),single model/);
    const differs = page.getByRole('table', { name: 'What differs' });
    await differs.getByRole('row', { name: 'groups.YOTO.steps 60 90' }).waitFor();
    await page.getByRole('checkbox', { name: 'grid' }).nth(1).uncheck();
    await expect.poll(async () => (await names()).length, SOON).toBe(4);
    await page.reload();
    await expect.poll(async () => (await names()).join(), SOON).toMatch(/YOTO \(longer\),single model/);
    await screenshot(page, 'compare-sweeps-laptop');
    expect(complaints).toEqual([]);
  }, 120_000);

  test('fits a phone in the dark, with a slice and without', async () => {
    const { page, complaints } = await openPage(browser, 390, 844, 'dark');
    for (const [name, place] of [
      ['two-weights', ''],
      ['two-weights-analysis', '/analysis'],
      ['slice', '?slice=east&base=north=3'],
      ['slice-analysis', '/analysis?slice=east&base=north=3'],
    ] as const) {
      await open(page, place);
      if (place.startsWith('/analysis')) await page.getByText('Regret at each lambda').click();
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect({ place, overflow }).toEqual({ place, overflow: 0 });
      await screenshot(page, `${name}-phone-dark`);
    }
    expect(complaints).toEqual([]);
  });
});

const NONE = { reason: null, interval: null, intervalReason: null };

/** One row per lambda, two numbers per compared series, as the page and the report write them. */
function regretRows({ series }: SweepComparison): string[][] {
  const compared = series.filter(({ regret }) => regret.lambdas > 0);
  return EAST.flatMap((east) => NORTH.map((north): Lambda => ({ east, north, power: 2 }))).map((lambda) => [
    `east ${lambda.east}, north ${lambda.north}, power 2`,
    ...compared.flatMap(({ points }) => {
      const { regret } = points.find(({ at }) => sameLambda(parametersAt(at), lambda))!;
      return [
        estimateText(regret.absolute, { signed: true }),
        estimateText(regret.relative, { factor: 100, signed: true }),
      ];
    }),
  ]);
}

const sameLambda = (one: Lambda, other: Lambda): boolean =>
  Object.keys(other).every((name) => one[name] === other[name]);
