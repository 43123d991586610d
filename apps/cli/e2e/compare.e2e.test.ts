/**
 * Pictures of a trained sweep in a real browser: the table of single pictures, then side by side, zoomed and wiped. And, as
 * this sweep has something on every page, how every page looks.
 */
import path from 'node:path';
import type { SweepSpecInput } from '@yoto/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, JOB_TABS, SWEEP_TABS, tabsOf } from './every-page.ts';
import { launchBrowser, missing, openPage, SOON, screenshot } from './headless-browser.ts';
import { writePhotos } from './png-file.ts';
import { allCompleted, type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { slowSweep } from './toy-specs.ts';

const SWEEP: SweepSpecInput = {
  name: 'pictures',
  task: { id: 'compression', params: { channels: 4, hyperChannels: 4 } },
  dataset: { id: 'images', params: { cropSize: 64, evaluationShare: 0.5 } },
  defaults: {
    ...{ steps: 4, batchSize: 1, learningRate: 1e-2 },
    ...{ checkpoint: { everySteps: 4 }, evaluation: { everySteps: 4, examples: 2 } },
  },
  groups: [
    {
      ...{ name: 'YOTO', kind: 'yoto' },
      evaluation: { lambdas: [{ distortion: 0.002 }, { distortion: 0.02 }, { distortion: 0.2 }] },
    },
    { name: 'fixed', kind: 'fixed', lambdas: { distortion: [0.02] } },
    { name: 'JPEG', kind: 'codec', codec: 'jpeg', settings: [5, 95] },
  ],
};
const NAMES = ['YOTO', 'fixed', 'JPEG'];

describe.skipIf(missing.length > 0)('the comparison of pictures', () => {
  let stack: RunningStack;
  let browser: Browser;
  let sweepUrl: string;
  const state = stateFolder();
  beforeAll(async () => {
    writePhotos(path.join(state.folder, 'data/images'), 4);
    const args = ['--port', '0', '--workers', '1', '--data', path.join(state.folder, 'data')];
    [stack, browser] = await Promise.all([startStack(state.folder, args), launchBrowser()]);
    const { id } = await stack.client.createSweep({ body: { spec: SWEEP } });
    sweepUrl = `${stack.url}/sweeps/${id}`;
    await allCompleted(stack, id);
  }, 480_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.interrupt();
    state.remove();
  });

  const pane = (page: Page, name: string) => page.getByRole('img', { name });
  /** The part of its picture that each pane shows. */
  const partsOf = (page: Page) =>
    page
      .locator('.zoom-image')
      .evaluateAll((images) =>
        (images as unknown as { style: Record<string, string> }[]).map(
          ({ style }) => `${style.width} ${style.left} ${style.top} ${style.imageRendering}`,
        ),
      );

  test('a table has the numbers of every picture, and leads to the pictures', async () => {
    const { page, complaints } = await openPage(browser, 1366, 768);
    await page.goto(`${sweepUrl}/examples`);
    const table = page.getByRole('table', { name: 'Examples' });
    await table.getByRole('columnheader', { name: 'JPEG' }).waitFor();
    const headings = await table.locator('.examples-series').allTextContents();
    expect(headings.map((text) => NAMES.find((name) => text.startsWith(name)))).toEqual(NAMES);
    const rows = table.locator('tbody tr');
    expect(await rows.count()).toBe(2);
    const first = () => rows.first().locator('th').textContent();
    const nameBefore = await first();
    await table.getByRole('button', { name: 'Example' }).click();
    expect(await first()).not.toBe(nameBefore);
    await screenshot(page, 'examples-laptop');
    await rows.first().getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Compare pictures' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('the slider changes the picture, the address keeps it, and all panes zoom as one', async () => {
    const { page, complaints } = await openPage(browser, 1366, 768);
    await page.goto(`${sweepUrl}/compare`);
    await pane(page, 'by YOTO at distortion 0.02').waitFor();
    for (const name of ['original', 'by fixed at distortion 0.02', 'by JPEG at quality'])
      await pane(page, name).waitFor();
    const source = () => pane(page, 'by YOTO').getAttribute('src');
    const before = await source();
    await page.getByRole('slider', { name: 'YOTO at' }).press('End');
    await pane(page, 'by YOTO at distortion 0.2').waitFor();
    expect(await source()).not.toBe(before);
    const loaded = () =>
      page
        .locator('.zoom-image')
        .evaluateAll((images) =>
          (images as unknown as { naturalWidth: number }[]).map(({ naturalWidth }) => naturalWidth),
        );
    await expect.poll(loaded, SOON).toEqual([96, 96, 96, 96]);

    expect(new Set(await partsOf(page))).toEqual(new Set(['100% 0% 0% pixelated']));
    await page
      .locator('.zoom-pane')
      .nth(1)
      .hover({ position: { x: 20, y: 20 } });
    await page.mouse.wheel(0, -600);
    const shown = async () => [...new Set(await partsOf(page))];
    await expect.poll(async () => (await shown()).join(), SOON).not.toContain('100% 0% 0%');
    expect(await shown()).toHaveLength(1);
    const [zoomed] = await shown();
    await page.locator('.zoom-pane').first().press('ArrowRight');
    await expect.poll(async () => (await shown())[0], SOON).not.toBe(zoomed);
    expect(await shown()).toHaveLength(1);
    await screenshot(page, 'compare-laptop');
    await page.getByRole('button', { name: 'Whole' }).click();
    await expect.poll(async () => (await shown())[0], SOON).toBe('100% 0% 0% pixelated');

    await page.reload();
    await pane(page, 'by YOTO at distortion 0.2').waitFor();
    expect(complaints).toEqual([]);
  });

  test('the codec stands beside the models in the pictures of the sweep', async () => {
    const { page, complaints } = await openPage(browser, 1366, 768);
    await page.goto(`${sweepUrl}/pictures`);
    const row = page.getByRole('region', { name: 'distortion 0.02', exact: true });
    await row.getByText(/^JPEG \(quality 5; Rate \(bits per pixel\) .*, YOTO .*\)$/).waitFor();
    const tile = row.getByRole('link').filter({ has: pane(page, 'Reconstructions, picture 1, by JPEG') });
    const answer = await page.request.get((await tile.evaluate((link) => String(link))) as string);
    expect(answer.headers()['content-type']).toBe('image/png');
    await page.goto(sweepUrl);
    await page
      .getByRole('region', { name: 'What it looks like' })
      .getByText(/^JPEG \(quality 5;/)
      .waitFor();
    expect(complaints).toEqual([]);
  });

  test('every page is readable in both themes, and fits a phone, a tablet and a large screen', async () => {
    const tabs = [await openPage(browser, 1440, 900), await openPage(browser, 1440, 900)] as const;
    const sweep = new URL(sweepUrl).pathname;
    const id = sweep.split('/').at(-1) as string;
    const { items } = await stack.client.listSweepJobs({ params: { id } });
    const job = (kind: string) => items.find((item) => item.kind === kind)?.id;
    const { id: unmeasured } = await stack.client.createSweep({
      body: { spec: slowSweep('unmeasured', 4000) },
    });
    await stack.client.cancelSweep({ params: { id: unmeasured } });
    const pages: [string, string][] = [
      ['sweeps', '/sweeps?created=dates'],
      ['sweeps-none-found', '/sweeps?q=haystack'],
      ...tabsOf('sweep', sweep, SWEEP_TABS),
      ...tabsOf('unmeasured', `/sweeps/${unmeasured}`, ['analysis', 'curves', 'examples', 'pictures']),
      ['explore', `${sweep}/explore`],
      ['compare-pictures', `${sweep}/compare`],
      ['compare-sweeps', `/compare?of=${id}`],
      ['compare-sweeps-none', '/compare'],
      ...tabsOf('job', `/jobs/${job('yoto')}`, JOB_TABS),
      ['job-codec', `/jobs/${job('codec')}`],
      ['workers', '/workers'],
      ['new-sweep', '/sweeps/new'],
      ['edit-as-new', `/sweeps/new?from=${id}`],
      ['api', '/api/docs'],
      ['no-page', '/nowhere'],
    ];
    const faults: string[] = [];
    const look = async ({ page }: (typeof tabs)[number]) => {
      for (let next = pages.shift(); next; next = pages.shift()) {
        const [name, address] = next;
        await page.goto(stack.url + address);
        faults.push(...(await faultsOf(page, name)));
      }
    };
    await Promise.all(tabs.map(look));
    const [{ page }] = tabs;
    await page.goto(`${stack.url}/sweeps`);
    await page.getByRole('button', { name: /^Find/ }).click();
    await page.getByRole('dialog').waitFor();
    faults.push(...(await faultsOf(page, 'palette')));
    const complaints = tabs.flatMap((tab) => tab.complaints);
    expect({ faults, complaints }).toEqual({ faults: [], complaints: [] });
  }, 240_000);

  test('every page asks for each answer once, most before its code is there', async () => {
    const sweep = new URL(sweepUrl).pathname;
    const id = sweep.split('/').at(-1) as string;
    const { items } = await stack.client.listSweepJobs({ params: { id } });
    const job = items.find(({ kind }) => kind === 'yoto')?.id;
    const addresses = [
      ...tabsOf('', sweep, SWEEP_TABS).map(([, address]) => address),
      `${sweep}?x=distortion&y=rate`,
      `${sweep}/compare`,
      `/jobs/${job}`,
      `/compare?of=${id}:YOTO`,
      `/compare?of=${id}:YOTO&of=${id}:fixed`,
      '/sweeps/new',
      `/sweeps/new?from=${id}`,
    ];
    const { page, complaints } = await openPage(browser, 1366, 900);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      // Whether the server is there is asked all the time, and a picture may be shown in several places.
      const isAnswer = pathname.startsWith('/api/v1/') && !/\/ready$|\/artifacts\//.test(pathname);
      if (isAnswer && request.method() === 'GET') asked.push(pathname + search);
    });
    const visit = async (address: string) => {
      asked.splice(0);
      await page.goto(stack.url + address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect.poll(() => page.locator('.skeleton').count(), SOON).toBe(0);
      const twice = asked.filter((one, at) => asked.indexOf(one) !== at);
      // Asked early with other words than the page's own it would be a second comparison.
      const comparisons = asked.filter((one) => one.includes('intervals=ready'));
      return [...twice, ...comparisons.slice(1)];
    };
    for (const address of addresses) {
      // A notice of the server makes a page ask again, once in a while; a page that is at fault does so on every visit.
      const again = (await visit(address)).length === 0 ? [] : await visit(address);
      expect({ address, again }).toEqual({ address, again: [] });
    }
    expect(complaints).toEqual([]);
  }, 120_000);

  test('fits a phone, where a border wipes between two pictures', async () => {
    const { page, complaints } = await openPage(browser, 390, 844);
    await page.goto(`${sweepUrl}/compare?mode=wipe&beside=JPEG`);
    await pane(page, 'by YOTO').waitFor();
    await pane(page, 'by JPEG').waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
    const clip = () =>
      page.locator('.zoom-over').evaluate((over) => (over as unknown as Clipped).style.clipPath);
    const before = await clip();
    await page.getByRole('slider', { name: 'Border between the pictures' }).press('End');
    await expect.poll(clip, SOON).not.toBe(before);
    await screenshot(page, 'compare-phone');
    await page.getByRole('radio', { name: 'Side by side' }).check();
    await expect.poll(() => page.locator('.zoom-pane').count(), SOON).toBe(2);
    expect(complaints).toEqual([]);
  });
});

/** What this file needs of an element: Node's types know nothing of it. */
interface Clipped {
  style: { clipPath: string };
}
