/** How long Explore takes to the first picture and for each slide, with models of full width. Prints a table; only with YOTO_TEST_FULL=1. */
import type { SweepSpecInput } from '@yoto/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, missing, openPage } from './headless-browser.ts';
import { allCompleted, type RunningStack, startStack, stateFolder } from './running-stack.ts';

const SLIDES = 8;

type Model = Pick<SweepSpecInput, 'name' | 'task' | 'dataset'> & { slider: string };

/** One step is enough: what a model costs does not depend on its weights. */
const sweepOf = ({ slider: _, ...model }: Model): SweepSpecInput => ({
  ...model,
  defaults: { steps: 1, batchSize: 2, evaluation: { examples: 8 } },
  groups: [{ name: 'YOTO', kind: 'yoto' }],
});

const styles = (channels: number, imageSize: number): Model => ({
  name: `style transfer, ${channels} channels, ${imageSize} pixels`,
  task: { id: 'style-transfer', params: { channels } },
  dataset: { id: 'patterns', params: { imageSize } },
  slider: 'content',
});

const MODELS: Model[] = [
  {
    name: 'beta-VAE, full width, 64 pixels, 8 pictures and the samples',
    task: { id: 'beta-vae' },
    dataset: { id: 'shapes3d-rendered' },
    slider: 'kl',
  },
  styles(16, 64),
  styles(32, 128),
];

describe.skipIf(missing.length > 0 || process.env.YOTO_TEST_FULL !== '1')(
  'the time that Explore takes',
  () => {
    let stack: RunningStack;
    let browser: Browser;
    const state = stateFolder();
    beforeAll(async () => {
      [stack, browser] = await Promise.all([startStack(state.folder), launchBrowser()]);
    }, 300_000);
    afterAll(async () => {
      await browser?.close();
      await stack?.interrupt();
      state.remove();
    });

    /** What the page says that the model took for what it shows, in milliseconds. */
    async function shownTook(page: Page): Promise<number> {
      const hint = await page.getByText(/^At .*, in \d+ ms$/).innerText();
      return Number(/in (\d+) ms$/.exec(hint)?.[1]);
    }

    test.each(MODELS)('$name', { timeout: 300_000 }, async (model) => {
      const { id } = await stack.client.createSweep({ body: { spec: sweepOf(model) } });
      await allCompleted(stack, id);
      const { page } = await openPage(browser, 1280, 900);
      await page.goto(`${stack.url}/sweeps/${id}`);
      const link = page.getByRole('link', { name: 'Explore', exact: true });
      await link.waitFor();
      const clicked = performance.now();
      await link.click();
      const rows = page.getByTestId('explore-rows');
      await rows.waitFor();
      const firstMs = Math.round(performance.now() - clicked);
      const slider = page.getByRole('slider', { name: new RegExp(`^${model.slider} `) });
      const took: number[] = [];
      for (let slide = 0; slide < SLIDES; slide++) {
        const before = await rows.getAttribute('data-lambda');
        await slider.press('ArrowRight');
        await expect.poll(() => rows.getAttribute('data-lambda'), { timeout: 30_000 }).not.toBe(before);
        took.push(await shownTook(page));
      }
      const median = took.toSorted((a, b) => a - b)[SLIDES / 2];
      console.log(`${model.name}: first picture after ${firstMs} ms, ${median} ms per slide`);
      await page.close();
    });
  },
);
