/** A trained model runs in the browser, and gives what the worker's evaluation gave. */
import {
  EXAMPLES_FILE,
  ExamplesFile,
  type JobDetail,
  lambdaKey,
  PICTURE_MANIFEST,
  PictureManifest,
} from '@yoto/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, missing, openPage, SOON, screenshot } from './headless-browser.ts';
import { allCompleted, ONE_WORKER, type RunningStack, startStack, stateFolder } from './running-stack.ts';

const EVALUATED = [1, 8, 64];
/** After the last step alone. */
const ONCE = { everySteps: 100 };
const USUAL_STYLES = { 'style-1': [1e-3], 'style-2': [1e-3], 'style-3': [1e-3], 'style-4': [1e-2] };
const STYLE_SWEEP = {
  name: 'styles',
  task: { id: 'style-transfer', params: { channels: 16 } },
  dataset: { id: 'patterns', params: { imageSize: 64 } },
  defaults: { steps: 2, batchSize: 2, checkpoint: ONCE, evaluation: { ...ONCE, examples: 4 } },
  groups: [
    { name: 'YOTO', kind: 'yoto' as const },
    { name: 'fixed grid', kind: 'fixed' as const, lambdas: { content: [2, 20], ...USUAL_STYLES } },
  ],
};
const TOY_SWEEP = {
  name: 'toys',
  // Of a package that TASK_PACKAGES names.
  task: { id: 'test-toy' },
  defaults: { steps: 2, evaluation: { examples: 4 } },
  groups: [{ name: 'YOTO', kind: 'yoto' as const }],
};

describe.skipIf(missing.length > 0)('exploring a trained model', () => {
  let stack: RunningStack;
  let browser: Browser;
  let sweepId: string;
  let yoto: JobDetail;
  let styleSweepId: string;
  let toySweepId: string;
  const state = stateFolder();
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(state.folder, ONE_WORKER), launchBrowser()]);
    const evaluation = { ...ONCE, examples: 6, lambdas: { kl: EVALUATED } };
    const spec = {
      name: 'explored',
      task: { id: 'beta-vae' },
      defaults: { steps: 6, batchSize: 4, widthMultiplier: 0.25, checkpoint: ONCE, evaluation },
      groups: [
        {
          name: 'YOTO',
          kind: 'yoto' as const,
          distribution: { kl: { kind: 'log-uniform' as const, min: 1, max: 64 } },
        },
        { name: 'fixed grid', kind: 'fixed' as const, lambdas: { kl: [1, 64] } },
      ],
    };
    ({ id: sweepId } = await stack.client.createSweep({ body: { spec } }));
    ({ id: styleSweepId } = await stack.client.createSweep({ body: { spec: STYLE_SWEEP } }));
    ({ id: toySweepId } = await stack.client.createSweep({ body: { spec: TOY_SWEEP } }));
    for (const id of [sweepId, styleSweepId, toySweepId]) await allCompleted(stack, id);
    const { items } = await stack.client.listSweepJobs({ params: { id: sweepId } });
    const id = items.find(({ kind }) => kind === 'yoto')?.id as string;
    yoto = await stack.client.getJob({ params: { id } });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.interrupt();
    state.remove();
  });

  /** Moves the slider to an exact value and waits for the pictures that the model makes there. */
  async function slideTo(page: Page, kl: number): Promise<void> {
    await page.getByLabel('Value of kl').fill(String(kl));
    await page.locator(`[data-testid=explore-rows][data-lambda="kl ${kl.toLocaleString('en')}"]`).waitFor();
  }

  async function shownMean(page: Page, label: string): Promise<number> {
    const row = page
      .getByRole('table', { name: 'Values of the pictures shown' })
      .getByRole('row', { name: label });
    return Number(await row.locator('data').getAttribute('value'));
  }

  /** Of the examples that the worker stored. */
  async function storedMeans(kl: number): Promise<Record<string, number>> {
    const bytes = await stack.client.getArtifact({ params: { id: yoto.id, name: EXAMPLES_FILE } });
    const { points } = ExamplesFile.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const point = points.find(({ at }) => 'lambda' in at && lambdaKey(at.lambda) === lambdaKey({ kl }));
    const mean = (values: readonly unknown[]) =>
      values.reduce<number>((sum, value) => sum + (value as number), 0) / values.length;
    return Object.fromEntries(
      Object.entries(point?.values ?? {}).map(([name, values]) => [name, mean(values)]),
    );
  }

  test('slides lambda with the numbers of the worker, and asks the server nothing', async () => {
    const { page, complaints } = await openPage(browser, 1280, 900);
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(`${stack.url}/sweeps/${sweepId}`);
    await page.getByRole('heading', { level: 1, name: 'explored' }).waitFor();
    expect(loaded.filter((path) => /explore-worker|\.wasm$/.test(path))).toEqual([]);
    await page.getByRole('link', { name: 'Explore', exact: true }).click();
    await page.getByRole('img', { name: 'Reconstructions 6 at kl 8' }).waitFor();
    await page.getByText('on WebAssembly').waitFor();

    await page.getByRole('img', { name: 'Reconstructions 1 of the fixed model' }).waitFor();
    await expect.poll(() => page.getByText('measured at kl 8').count(), SOON).toBeGreaterThan(0);
    for (const kl of EVALUATED) {
      await slideTo(page, kl);
      const stored = await storedMeans(kl);
      for (const [name, label] of [
        ['reconstruction', 'Reconstruction loss'],
        ['kl', 'KL divergence'],
        ['psnr', 'PSNR'],
      ] as const) {
        const found = await shownMean(page, label);
        expect(Math.abs(found / (stored[name] as number) - 1), `${label} at kl ${kl}`).toBeLessThan(1e-3);
      }
    }
    await page.getByRole('img', { name: 'Reconstructions 1 of the fixed model at kl 64' }).waitFor();

    // Between and beyond what was measured; the pictures of both fixed models are there by now.
    await slideTo(page, 1);
    await page.getByRole('img', { name: 'Reconstructions 1 of the fixed model at kl 1' }).waitFor();
    const slider = page.getByRole('slider', { name: /kl/ });
    await slider.focus();
    loaded.length = 0;
    for (let press = 0; press < 5; press++) await slider.press('ArrowRight');
    await expect
      .poll(() => page.getByText('interpolated between kl 1 and kl 8').count(), SOON)
      .toBeGreaterThan(0);
    await slideTo(page, 4000);
    await page.getByText('This value is outside').waitFor();
    expect(loaded.filter((path) => !path.endsWith('/ready') && !path.endsWith('/live'))).toEqual([]);
    await screenshot(page, 'explore-laptop');
    expect(complaints).toEqual([]);
  }, 240_000);

  test('takes a picture of one’s own, and refuses what is none', async () => {
    const { page, complaints } = await openPage(browser, 390, 844, 'dark');
    await page.goto(`${stack.url}/sweeps/${sweepId}/explore?job=${yoto.id}`);
    await page.getByRole('img', { name: 'Reconstructions 6 at kl 8' }).waitFor();
    await page.getByRole('img', { name: /^Frontier/ }).waitFor();
    await screenshot(page, 'explore-phone');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    const file = page.getByLabel('File with your own picture');
    await file.setInputFiles({
      name: 'notes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('no picture'),
    });
    await page.getByRole('alert').getByText('“notes.txt” cannot be read as a picture').waitFor();
    const sheet = yoto.artifacts.find(({ mediaType }) => mediaType === 'image/png');
    const png = await stack.client.getArtifact({ params: { id: yoto.id, name: sheet?.name as string } });
    await file.setInputFiles({ name: 'own.png', mimeType: 'image/png', buffer: Buffer.from(png) });
    await expect
      .poll(() => page.getByRole('img', { name: /^Reconstructions \d at kl 8/ }).count(), SOON)
      .toBe(1);
    await page.getByRole('button', { name: 'Back to the held-out pictures' }).click();
    await page.getByRole('img', { name: 'Reconstructions 6 at kl 8' }).waitFor();
    expect(complaints).toEqual([]);
  }, 240_000);

  /** The mean difference of a canvas of the page and the first tile of a stored sheet, as a share of white. */
  const differenceOf = (page: Page, canvas: string, sheet: string): Promise<number> =>
    page.evaluate(`(async () => {
      const drawn = document.querySelector(${JSON.stringify(canvas)});
      const { width, height } = drawn;
      const levels = (picture) => {
        const context = new OffscreenCanvas(width, height).getContext('2d');
        context.drawImage(picture, 0, 0);
        return context.getImageData(0, 0, width, height).data;
      };
      const stored = Object.assign(new Image(), { src: ${JSON.stringify(sheet)} });
      await stored.decode();
      const [one, other] = [levels(drawn), levels(stored)];
      return one.reduce((sum, level, at) => sum + Math.abs(level - other[at]), 0) / one.length / 255;
    })()`);

  test('paints held-out and own pictures in the styles of the data set, as the worker did', async () => {
    const { page, complaints } = await openPage(browser, 1280, 900);
    const { items } = await stack.client.listSweepJobs({ params: { id: styleSweepId } });
    const id = items.find(({ kind }) => kind === 'yoto')?.id as string;
    await page.goto(`${stack.url}/sweeps/${styleSweepId}/explore?job=${id}`);
    await page.getByRole('img', { name: /^Stylised 1 at content 2, style-1 0\.001,/ }).waitFor();
    expect(await page.getByRole('slider').count()).toBe(5);
    expect(await page.getByRole('radio', { name: /^Content: / }).count()).toBe(4);
    expect(await page.getByRole('radio', { name: /^Style: / }).count()).toBe(14);
    await page.getByText('The styles are those of the data set').waitFor();
    await expect.poll(() => page.getByText('measured at content 2').count(), SOON).toBeGreaterThan(0);

    // The picture is the first tile of the sheet that the worker stored.
    const manifest = await stack.client.getArtifact({ params: { id, name: PICTURE_MANIFEST } });
    const { sections } = PictureManifest.parse(JSON.parse(new TextDecoder().decode(manifest)));
    const file = sections.find(
      ({ name, lambda }) => name === 'stylised' && lambda?.content === 2 && lambda['style-1'] === 1e-3,
    )?.artifact as string;
    const painted = 'section[aria-label="Stylised"] canvas';
    const sheet = `/api/v1/jobs/${id}/artifacts/${encodeURIComponent(file)}`;
    expect(await differenceOf(page, painted, sheet)).toBeLessThan(1e-3);
    await page.getByRole('img', { name: /^Stylised 1 of the fixed model at content/ }).waitFor();
    await screenshot(page, 'explore-style-laptop');

    // Along a line of the frontier, then in another style, which no fixed model has stored.
    await page.getByLabel('Value of content').fill('10');
    await page.getByRole('img', { name: /^Stylised 1 at content 10,/ }).waitFor();
    await page.getByText(/interpolated between content 2, .* and content 20,/).waitFor();
    await page
      .getByRole('radio', { name: /^Style: / })
      .nth(3)
      .check({ force: true });
    await page.getByRole('button', { name: 'Run it here as well' }).click();
    await page.getByRole('img', { name: /^Stylised 1 of the fixed model at content 20/ }).waitFor();
    await page.getByLabel('File with your own picture').setInputFiles({
      ...{ name: 'own.png', mimeType: 'image/png' },
      buffer: Buffer.from(await stack.client.getArtifact({ params: { id, name: file } })),
    });
    await page.getByRole('button', { name: 'Back to the held-out pictures' }).waitFor();
    await page.getByRole('button', { name: 'Reset the sliders' }).click();
    await page.getByRole('img', { name: /^Stylised 1 at content 2,/ }).waitFor();
    expect(complaints).toEqual([]);
  }, 240_000);

  test('says what to do for a task whose code the dashboard does not have', async () => {
    const { page, complaints } = await openPage(browser, 390, 844);
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(`${stack.url}/sweeps/${toySweepId}/explore`);
    await page.getByRole('heading', { name: /^Models of “.*” cannot run in this browser/ }).waitFor();
    await page.getByText('TASK_PACKAGES').waitFor();
    await page.getByRole('link', { name: 'files of the job' }).waitFor();
    expect(loaded.filter((path) => /\/checkpoints\/|explore-worker|\.wasm$/.test(path))).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await screenshot(page, 'explore-not-built-in');
    expect(complaints).toEqual([]);
  }, 120_000);
});
