/** The page of a job, with its log, and the page of the workers, in a real browser: both themes and a phone. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { registerWorker, type TestStorage, testStorage } from '@yoto/testkit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, launchBrowser, missing, openPage, SOON, screenshot } from './headless-browser.ts';
import { type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { slowSweep } from './toy-specs.ts';
import { yoto } from './yoto-command.ts';

const GONE_WORKERS = 200;

describe.skipIf(missing.length > 0)('a job and the workers', () => {
  let rig: TestStorage;
  let stack: RunningStack;
  let browser: Browser;
  const state = stateFolder();
  /** Slow jobs are quick once it exists. */
  const hurry = path.join(state.folder, 'hurry');
  beforeAll(async () => {
    rig = await testStorage();
    const talkingToy = path.join(state.folder, 'talking-toy');
    mkdirSync(talkingToy);
    const files = {
      'package.json':
        '{"name":"talking-toy","type":"module","exports":{".":"./index.mjs","./spec":"./spec.mjs"}}',
      'spec.mjs': `export { toyTaskSpec as default } from ${JSON.stringify(import.meta.resolve('@yoto/testkit/toy-task-spec'))}`,
      'index.mjs': `import { task as toy } from ${JSON.stringify(import.meta.resolve('@yoto/testkit/toy-task'))};
        let ticks = 0;
        export const task = { ...toy, async setup(context) {
          console.error('RuntimeError: no such card, another is taken');
          setInterval(() => console.log('tick ' + ++ticks), 100);
          return toy.setup(context);
        } };`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(talkingToy, name), text);
    [stack, browser] = await Promise.all([
      startStack(state.folder, ['--port', '0', '--workers', '1'], {
        DATABASE_URL: rig.database.url,
        TASK_PACKAGES: talkingToy,
      }),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.interrupt();
    await rig?.close();
    state.remove();
  });

  async function submitSlow(name: string): Promise<string> {
    const { id } = await stack.client.createSweep({ body: { spec: slowSweep(name, 600, hurry) } });
    return (await stack.client.listSweepJobs({ params: { id } })).items[0]!.id;
  }
  const tab = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Parts of the job' }).getByRole('link', { name, exact: true });
  const overflow = (page: Page) => page.evaluate('document.documentElement.scrollWidth - innerWidth');

  test('the log is followed while the job runs, searched, and kept; each part has an address', async () => {
    const { page, complaints } = await openPage(browser, 1280, 900);
    const jobId = await submitSlow('talks');
    await page.goto(`${stack.url}/jobs/${jobId}`);
    await tab(page, 'Log').click();
    const lines = page.getByRole('region', { name: 'Lines of the log' });
    await lines.getByText('tick 1', { exact: true }).waitFor({ timeout: 90_000 });
    // It grows by itself.
    await lines.getByText('tick 20', { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'First error' }).click();
    await expect.poll(() => lines.locator('.log-target').textContent(), SOON).toContain('RuntimeError');
    expect(await page.getByLabel('Follow').isChecked()).toBe(false);
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('TICK 1');
    await page.getByRole('searchbox').press('Enter');
    await page.getByText(/^1 of \d+$/).waitFor();
    await screenshot(page, 'job-log-light');
    expect(await axeViolations(page)).toEqual([]);
    await page.reload();
    await lines
      .getByText(/^tick \d+$/)
      .first()
      .waitFor();

    writeFileSync(hurry, '');
    await lines.getByText('Completed', { exact: true }).waitFor({ timeout: 90_000 });
    const { artifacts, checkpoints } = await stack.client.getJob({ params: { id: jobId } });
    await tab(page, 'Files').click();
    for (const [name, files] of [
      ['Artifacts', artifacts],
      ['Checkpoints', checkpoints],
    ] as const) {
      const table = page.getByRole('table', { name, exact: true });
      await expect
        .poll(() => table.getByRole('link', { name: /^Download/ }).count(), SOON)
        .toBe(files.length);
    }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: /^Download the checkpoint/ })
        .first()
        .click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/safetensors$/);
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, 'job-files-light');
    for (const name of ['Evaluation', 'Pictures', 'Spec', 'Overview']) {
      await tab(page, name).click();
      await page.getByRole('region').first().waitFor();
      expect(await axeViolations(page)).toEqual([]);
    }
    await page.getByText('Training steps').waitFor();
    await screenshot(page, 'job-overview-light');
    expect(complaints).toEqual([]);

    const { stdout } = await yoto(['logs', jobId.slice(0, 13), '--tail', '1', '--server', stack.url]);
    expect(stdout.trim()).toMatch(/^\S+Z #1 yoto Completed$/);
  }, 300_000);

  test('both pages are readable in the dark and on a phone', async () => {
    const [job] = (await stack.client.listJobs({ query: { limit: 1 } })).items;
    const { page, complaints } = await openPage(browser, 390, 844, 'dark');
    for (const part of ['', '/log', '/files', '/evaluation']) {
      await page.goto(`${stack.url}/jobs/${job!.id}${part}`);
      await page.getByRole('region').first().waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await screenshot(page, `job${part.replace('/', '-')}-phone-dark`);
    }
    await page.goto(`${stack.url}/workers`);
    await page.getByRole('table', { name: 'Connected workers' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await screenshot(page, 'workers-phone-dark');
    expect(complaints).toEqual([]);
  }, 120_000);

  test('a worker is found among hundreds that are gone, drained, and takes jobs again', async () => {
    for (let i = 0; i < GONE_WORKERS; i++) {
      const { workerId } = await registerWorker(rig.storage, `gone-${i}`);
      await rig.storage.workers.stop(workerId);
    }
    const { page, complaints } = await openPage(browser, 1366, 900);
    await page.goto(`${stack.url}/workers`);
    const connected = page.getByRole('table', { name: 'Connected workers' });
    await page.getByText(`${GONE_WORKERS} workers lost or stopped in the last day`).waitFor();
    const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
    expect(height).toBeLessThan(1200);
    await page.getByText('Add a worker').click();
    await page.getByText('npx yoto worker', { exact: false }).first().waitFor();
    expect(await page.getByLabel('Command that starts a worker').textContent()).toContain('USER:PASSWORD@');
    await screenshot(page, 'workers-light');
    expect(await axeViolations(page)).toEqual([]);

    await page.getByRole('button', { name: /^Drain/ }).click();
    await connected.locator('[data-state=drained]').waitFor();
    const jobId = await submitSlow('waits for a worker');
    await page.getByRole('button', { name: /^Undrain/ }).click();
    await expect
      .poll(async () => (await stack.client.getJob({ params: { id: jobId } })).state, { timeout: 90_000 })
      .toBe('completed');
    await page.getByRole('searchbox', { name: 'Find workers' }).fill('gone-77');
    await page.getByRole('row', { name: /gone-77/ }).waitFor();
    expect(await connected.count()).toBe(0);
    expect(complaints).toEqual([]);

    const [worker] = (await stack.client.listWorkers()).items.filter(({ status }) => status === 'idle');
    const onServer = (...args: string[]) => yoto([...args, '--server', stack.url]);
    expect((await onServer('workers', 'drain', worker!.name)).stdout.trim()).toBe(`${worker!.name}: drained`);
    expect((await onServer('workers', 'undrain', worker!.name)).stdout.trim()).toBe(`${worker!.name}: idle`);
  }, 240_000);
});
