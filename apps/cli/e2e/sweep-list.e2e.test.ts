/** The list of sweeps in a real browser: found, labelled, renamed and changed in bulk, in both themes and on a phone. */
import { claimDue, crowdAround, registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeViolations, launchBrowser, missing, openPage, SOON, screenshot } from './headless-browser.ts';
import { type RunningStack, startStack, stateFolder } from './running-stack.ts';

const rig = useTestStorage();

describe.skipIf(missing.length > 0)('the list of sweeps', () => {
  let stack: RunningStack;
  let browser: Browser;
  const state = stateFolder();
  beforeAll(async () => {
    [stack, browser] = await Promise.all([
      startStack(state.folder, ['--port', '0', '--workers', '0'], { DATABASE_URL: rig.database.url }),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.interrupt();
    state.remove();
  });
  beforeEach(seed);

  /** Sixty that wait, one with failures, one that runs, and one that has ended. */
  async function seed(): Promise<void> {
    const { sweeps, jobs } = rig.storage;
    const worker = await registerWorker(rig.storage);
    const { sweep: ended } = await submitSweep(rig.storage, {
      name: 'VAE on shapes',
      description: 'Narrow models',
    });
    await crowdAround(rig.database, ended.id, 60);
    await sweeps.edit(ended.id, { labels: { purpose: 'paper' }, priority: 9 });
    for (let i = 0; i < 5; i++) {
      const { id, attempt } = await claimDue(rig.storage, worker);
      await jobs.complete({ jobId: id, attempt });
    }
    for (const [name, description] of [
      [
        'Compression of photographs',
        'Rate and distortion of three codecs, and of one model for the whole curve',
      ],
      ['Style transfer', ''],
    ] as const) {
      const { sweep } = await submitSweep(rig.storage, {
        name,
        description,
        defaults: { steps: 1000, priority: 8, labels: { purpose: 'paper', owner: 'vision team' } },
      });
      const running = [];
      for (let i = 0; i < 4; i++) running.push(await claimDue(rig.storage, worker));
      const refs = running.map((job) => ({ jobId: job.id, attempt: job.attempt }));
      await jobs.heartbeat(refs.map((ref) => ({ ...ref, step: 600 })));
      await jobs.complete(refs[0]!);
      await jobs.end(refs[1]!, { outcome: 'diverged' });
      if (name === 'Style transfer') continue;
      await sweeps.cancel(sweep.id);
      await sweeps.edit(sweep.id, { favourite: true, priority: 0 });
    }
  }

  const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
  const choice = (page: Page, label: string) => page.getByRole('combobox', { name: new RegExp(`^${label}`) });
  const rows = (page: Page) => page.getByRole('table', { name: 'Sweeps' }).locator('tbody tr');
  const count = (page: Page, wanted: number) => expect.poll(() => rows(page).count(), SOON).toBe(wanted);
  const overflow = (page: Page) => page.evaluate('document.documentElement.scrollWidth - innerWidth');

  test('is searched, filtered and sorted, and the address keeps all of it', async () => {
    const { page, complaints } = await openPage(browser, 1366, 900);
    await page.goto(`${stack.url}/sweeps?sort=activity`);
    await link(page, 'Style transfer').waitFor();
    await page.getByText('63 sweeps', { exact: true }).waitFor();
    await count(page, 25);
    await screenshot(page, 'sweeps-light');
    expect(await axeViolations(page)).toEqual([]);

    await page.keyboard.press('/');
    await page.keyboard.type('models VAE');
    await count(page, 1);
    await expect.poll(() => page.url(), SOON).toContain('?q=models+VAE&sort=activity');
    await page.reload();
    await link(page, 'VAE on shapes').waitFor();
    await count(page, 1);
    expect(await page.getByLabel('Search sweeps').inputValue()).toBe('models VAE');

    await page.getByRole('button', { name: 'Clear filters' }).click();
    await count(page, 25);
    expect(await page.getByLabel('Search sweeps').inputValue()).toBe('');
    await link(page, 'purpose=paper').first().click();
    await count(page, 3);
    await choice(page, 'State').selectOption('running');
    await count(page, 1);
    await page.getByRole('button', { name: 'Remove the filter purpose=paper' }).click();
    await expect.poll(() => new URL(page.url()).search, SOON).toBe('?state=running&sort=activity');
    await choice(page, 'State').selectOption('cancelled');
    await page.getByRole('button', { name: 'Favourites', exact: true }).click();
    await page.getByText('No sweep matches').waitFor();
    await screenshot(page, 'sweeps-nothing');
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await choice(page, 'Sort by').selectOption('name');
    await link(page, 'Compression of photographs').waitFor();
    // Until a page has come, the one before is shown, and its cursor must not be taken for the next.
    await page.route(/cursor=/, async (route) => setTimeout(() => void route.continue(), 500));
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await count(page, 13);
    await choice(page, 'Created').selectOption('dates');
    await page.getByLabel('Created from').fill('2999-12-31');
    await page.getByText('No sweep matches').waitFor();
    await page.getByLabel('Created from').fill('2020-01-01');
    await count(page, 25);
    expect(new URL(page.url()).search).toContain('created=dates&from=2020-01-01');
    expect(complaints).toEqual([]);
  });

  test('a sweep is renamed, described, labelled and starred; the server knows', async () => {
    const { page, complaints } = await openPage(browser, 1366, 900, 'dark');
    await page.goto(`${stack.url}/sweeps?q=style`);
    await page.getByRole('button', { name: 'More about Style transfer' }).press('Enter');
    await page.getByRole('button', { name: 'Edit details…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Edit sweep' });
    await dialog.getByLabel('Name').fill('Styles of painters');
    await dialog.getByLabel('Description').fill('For figure 6');
    await dialog.getByLabel('Labels').fill('year=2026');
    await dialog.getByLabel('Labels').press('Enter');
    await dialog.getByRole('button', { name: 'Remove the label owner=vision team' }).click();
    await dialog.getByLabel('Priority').fill('-3');
    await screenshot(page, 'sweeps-edit-dark');
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await link(page, 'Styles of painters').waitFor();
    await page.getByRole('button', { name: 'Favourite: Styles of painters' }).click();
    const read = async () => (await stack.client.listSweeps({ query: { search: 'painters' } })).items[0];
    await expect.poll(read, SOON).toMatchObject({
      name: 'Styles of painters',
      description: 'For figure 6',
      labels: { purpose: 'paper', year: '2026' },
      priority: -3,
      favourite: true,
    });
    // The address of a list stays right while others rename what it shows.
    await stack.client.editSweep({ params: { id: (await read())!.id }, body: { name: 'Brushes' } });
    await page.getByLabel('Search sweeps').fill('brushes');
    await link(page, 'Brushes').click();

    await page.getByRole('link', { name: 'Edit as new' }).first().waitFor();
    await page.getByRole('button', { name: 'More actions' }).click();
    await screenshot(page, 'sweep-menu-dark');
    await page.getByRole('button', { name: 'Duplicate…' }).click();
    const copy = page.getByRole('dialog', { name: 'Duplicate sweep' });
    expect(await copy.getByLabel('Name of the new sweep').inputValue()).toBe('Brushes (2)');
    await copy.getByRole('button', { name: 'Submit 5 jobs' }).click();
    await page.getByRole('heading', { level: 1, name: 'Brushes (2)' }).waitFor();
    const [copied] = (await stack.client.listSweeps({ query: { reference: 'Brushes (2)' } })).items;
    await expect
      .poll(async () => (await stack.client.getSweep({ params: { id: copied!.id } })).labels, SOON)
      .toEqual({ purpose: 'paper', year: '2026' });
    await page.goto(`${stack.url}/sweeps/new?from=${copied!.id}`);
    await expect.poll(() => page.getByLabel('Sweep name').inputValue(), SOON).toBe('Brushes (3)');
    expect(complaints).toEqual([]);
  });

  test('several are selected with the keyboard, archived, and deleted as far as they may be', async () => {
    const { page, complaints } = await openPage(browser, 1366, 900, 'dark');
    await page.goto(`${stack.url}/sweeps?label=purpose%3Dpaper`);
    await page.getByRole('checkbox', { name: 'Select VAE on shapes' }).press('Space');
    await page.getByRole('checkbox', { name: 'Select Style transfer' }).press('Space');
    const bar = page.getByRole('region', { name: 'Selected sweeps' });
    await bar.getByText('2 selected').waitFor();
    await screenshot(page, 'sweeps-selected-dark');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => bar.count(), SOON).toBe(0);

    await page.getByRole('checkbox', { name: 'Select all sweeps of this page' }).click();
    await bar.getByText('3 selected').waitFor();
    await bar.getByRole('button', { name: 'Delete…' }).click();
    await page.getByText('One has jobs that have not ended').waitFor();
    await page.getByRole('button', { name: 'Delete 3 sweeps' }).click();
    await page.getByText('2 sweeps changed. 1 sweep not changed:').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Style transfer: ' })
      .getByText('cancel the sweep')
      .waitFor();
    await count(page, 1);
    await screenshot(page, 'sweeps-refused-dark');

    await page.getByRole('checkbox', { name: 'Select Style transfer' }).press('Space');
    await bar.getByRole('button', { name: 'Archive' }).press('Enter');
    await page.getByText('No sweep matches').waitFor();
    await choice(page, 'Archive').selectOption('yes');
    await count(page, 1);
    await page.getByText('archived', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('fits a phone, with its menus', async () => {
    const { page, complaints } = await openPage(browser, 390, 844);
    await page.goto(`${stack.url}/sweeps?sort=activity`);
    await link(page, 'Style transfer').waitFor();
    await page.getByRole('checkbox', { name: 'Select Style transfer' }).click();
    await page.getByRole('region', { name: 'Selected sweeps' }).waitFor();
    await page.getByRole('button', { name: 'More about Style transfer' }).click();
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      expect(await overflow(page)).toBe(0);
      expect(await axeViolations(page, theme === 'light' ? undefined : ['color-contrast'])).toEqual([]);
      await screenshot(page, `sweeps-phone-${theme}`);
    }
    expect(complaints).toEqual([]);
  });
});
