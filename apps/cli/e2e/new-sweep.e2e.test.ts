/** The form for new sweeps and what is around all pages: drafts, presets, the command palette, the API reference, lazy code. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { faultsOf } from './every-page.ts';
import { axeViolations, launchBrowser, missing, openPage, SOON, screenshot } from './headless-browser.ts';
import { allCompleted, ONE_WORKER, type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { QUICK_SWEEP, slowSweep } from './toy-specs.ts';

/** Sums up how far what is there moves by itself (cumulative layout shift), in the page's own `layoutShift`. */
const MEASURE_SHIFTS = `
  window.layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.layoutShift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;
const THEMES = ['light', 'dark'] as const;

describe.skipIf(missing.length > 0)('the form and what is around the pages', () => {
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

  const overflow = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth - innerWidth') as Promise<number>;
  /** Has axe judge the page as it stands: in the light by all of its rules, and in the dark by its contrasts. */
  async function inBothThemes(page: Page, look: string, check = async () => {}): Promise<void> {
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await check();
      await screenshot(page, `${look}-${theme}`);
      expect(await axeViolations(page, theme === 'light' ? undefined : ['color-contrast'])).toEqual([]);
    }
  }
  const name = (page: Page) => page.getByLabel('Sweep name');

  // First: the others submit sweeps.
  test('the empty list of a new server says how to begin, in both themes and at every width', async () => {
    const { page, complaints } = await openPage(browser, 1440, 900);
    await page.goto(stack.url);
    await page.getByText('No sweeps yet').waitFor();
    expect({ faults: await faultsOf(page, 'sweeps-of-a-new-server'), complaints }).toEqual({
      faults: [],
      complaints: [],
    });
  });

  test('a preset fills the form, a draft survives a reload, and what is submitted is forgotten', async () => {
    const { page, complaints } = await openPage(browser, 1366, 900);
    await page.goto(`${stack.url}/sweeps/new`);
    await page.getByRole('link', { name: /^beta-VAE on CIFAR-10, tiny ?8 jobs/ }).click();
    await page.getByRole('button', { name: 'Submit 8 jobs' }).waitFor();
    await page.getByRole('img', { name: /^Weight of .*log-uniform from/ }).waitFor();
    await name(page).fill('my own name');
    await page.reload();
    await expect.poll(() => name(page).inputValue(), SOON).toBe('my own name');
    await page.getByRole('button', { name: 'Discard draft' }).click();
    await expect.poll(() => name(page).inputValue(), SOON).not.toBe('my own name');
    await name(page).fill('kept by the browser');
    await page.getByText('Submit it from a terminal').click();
    await page.getByText(/^npx yoto submit - --server 'http/).waitFor();
    await screenshot(page, 'new-sweep-1366');
    await page.getByRole('button', { name: 'Submit 8 jobs' }).click();
    await page.getByRole('heading', { level: 1, name: 'kept by the browser' }).waitFor();
    const [sweep] = (await stack.client.listSweeps()).items;
    await stack.client.cancelSweep({ params: { id: sweep!.id } });
    await page.goBack();
    await page.getByRole('button', { name: 'Submit 8 jobs' }).waitFor();
    expect(await name(page).inputValue()).not.toBe('kept by the browser');
    expect(complaints).toEqual([]);
  }, 120_000);

  test('wrong values are named as the form names them, in both themes', async () => {
    const { page, complaints } = await openPage(browser, 1366, 900);
    await page.goto(`${stack.url}/sweeps/new`);
    await page.getByLabel('Task').selectOption('test-toy');
    expect(await page.getByText('Unshowable').count()).toBe(0);
    const grid = page.getByRole('group', { name: /^Weight of/ }).first();
    await grid.getByRole('radio', { name: 'Powers' }).check();
    await grid.getByLabel('First exponent').fill('9');
    await grid.getByText('First exponent must not be greater than Last exponent.').waitFor();
    const link = page.getByRole('alert').getByRole('button', { name: /› First exponent$/ });
    await link.click();
    const field = grid.getByLabel('First exponent');
    await inBothThemes(page, 'new-sweep-wrong', async () => {
      const [border, danger] = (await field.evaluate((input) => {
        // Node's types know nothing of the browser.
        const { document, getComputedStyle } = globalThis as unknown as {
          document: { activeElement: unknown };
          getComputedStyle: (of: unknown) => Record<string, string>;
        };
        const style = getComputedStyle(input);
        return [document.activeElement === input ? style.outlineColor : 'not focused', style.borderTopColor];
      })) as string[];
      expect(border).toBe(danger);
    });
    expect(complaints).toEqual([]);
  });

  test('the command palette finds a sweep by keyboard alone, in both themes', async () => {
    const label = 'needle in a haystack';
    const { id } = await stack.client.createSweep({ body: { spec: slowSweep(label, 40) } });
    const { page, complaints } = await openPage(browser, 1366, 900);
    await page.goto(`${stack.url}/workers`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Find a page or a sweep' });
    await field.waitFor();
    await page.getByRole('group', { name: 'Recent sweeps' }).getByText(label).waitFor();
    await inBothThemes(page, 'palette');
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('NEEDLE haystack');
    await page.getByRole('group', { name: 'Sweeps', exact: true }).getByText(label).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${stack.url}/sweeps/${id}`);
    await page.getByRole('heading', { level: 1, name: label }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('the API reference is a page like the others, in both themes', async () => {
    const { page, complaints } = await openPage(browser, 1366, 900);
    await page.goto(`${stack.url}/api/docs#createSweep`);
    const route = page.locator('#createSweep');
    await route.getByText(`curl -X POST '${stack.url}/api/v1/sweeps'`).waitFor();
    await route.getByRole('link', { name: 'SweepSpecInput' }).click();
    await page.locator('#schema-SweepSpecInput').getByText('groups: ').waitFor();
    await inBothThemes(page, 'api');
    await page.getByLabel('Find routes').fill('cancelJob');
    await expect.poll(() => page.locator('details.operation').count(), SOON).toBe(1);
    await page.getByRole('link', { name: 'Sweeps', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Sweeps' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('a page whose code does not come says so, and comes once it can be had', async () => {
    const { page } = await openPage(browser, 1366, 900);
    await page.goto(`${stack.url}/sweeps`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const away = /workers-page|\/api\/v1\/health/;
    await page.route(away, (route) => route.abort());
    await page.getByRole('link', { name: 'Workers', exact: true }).click();
    await page.getByRole('alert').getByText('The page comes when it does.').waitFor();
    await page.unroute(away);
    await page.getByRole('heading', { level: 1, name: 'Workers' }).waitFor();
  });

  test('the time of a plan is told by a sweep like it, whose pages do not jump while they load', async () => {
    const spec = parse(QUICK_SWEEP);
    const { id } = await stack.client.createSweep({ body: { spec } });
    await allCompleted(stack, id);
    const { page, complaints } = await openPage(browser, 1366, 900);
    await page.addInitScript(MEASURE_SHIFTS);
    const [job] = (await stack.client.listSweepJobs({ params: { id } })).items;
    const shifts: [string, number][] = [];
    for (const [address, there] of [
      [`/sweeps/${id}`, page.getByRole('img', { name: /^Frontier/ })],
      [`/jobs/${job!.id}`, page.getByRole('table', { name: 'Attempts' })],
    ] as const) {
      await page.goto(stack.url + address);
      await there.waitFor();
      // Live notices keep the network busy for ever: what still loads has come by then.
      await page.waitForTimeout(1500);
      shifts.push([address, (await page.evaluate('layoutShift')) as number]);
    }
    for (const [address, shift] of shifts) expect.soft(shift, address).toBeLessThan(0.1);
    await page.goto(`${stack.url}/sweeps/new?from=${id}`);
    const plan = page.getByRole('region', { name: 'Planned jobs' });
    await plan.getByText(/^About .* with 1 job at a time on 1 connected worker/).waitFor();
    await plan.getByRole('link', { name: 'quick' }).waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  test('all of it fits a phone', async () => {
    const { page, complaints } = await openPage(browser, 390, 844);
    for (const [address, look] of [
      ['/sweeps/new?preset=figure-6b&scale=tiny', 'new-sweep-390'],
      ['/api/docs', 'api-390'],
    ] as const) {
      await page.goto(stack.url + address);
      await page.getByRole('heading', { level: 2 }).nth(2).waitFor();
      expect({ address, overflow: await overflow(page) }).toEqual({ address, overflow: 0 });
      await screenshot(page, look);
    }
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('combobox').waitFor();
    await screenshot(page, 'palette-390');
    expect(complaints).toEqual([]);
  });
});
