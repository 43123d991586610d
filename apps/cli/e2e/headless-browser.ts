/** A Chromium without a screen, where there is one and the dashboard is built. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { DASHBOARD_DIR } from '../src/local-stack/places.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** For what the page shows at once, on a machine that is busy. */
export const SOON = { timeout: 30_000 };
/** A folder for screenshots, for people who want to look. */
const SCREENSHOTS = process.env.YOTO_TEST_SCREENSHOTS;
export const TAKES_SCREENSHOTS = SCREENSHOTS !== undefined;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Why tests in a browser cannot run here; empty when they can. */
export const missing = [
  ...(existsSync(CHROMIUM) ? [] : [`there is no ${CHROMIUM} (install it, or set CHROMIUM)`]),
  ...(existsSync(path.join(DASHBOARD_DIR, 'index.html'))
    ? []
    : ['the dashboard is not built (npm run build)']),
];
if (missing.length > 0) console.warn(`browser tests are skipped: ${missing.join('; ')}`);

export const launchBrowser = (flags: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...flags] });

/** A page that closes with its test, and everything its console or the network complained about. */
export async function openPage(
  browser: Browser,
  width: number,
  height: number,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<{ page: Page; complaints: string[] }> {
  // What turns while it waits keeps a core busy without a graphics card.
  const settings = { viewport: { width, height }, colorScheme, reducedMotion: 'reduce' as const };
  const context = await browser.newContext(settings);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(SOON.timeout);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return { page, complaints };
}

/** Of the whole page, or of a part of it. */
export async function screenshot(page: Page, name: string, part?: Locator): Promise<void> {
  if (SCREENSHOTS === undefined) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  const file = path.join(SCREENSHOTS, `${name}.png`);
  if (part) await part.screenshot({ path: file });
  else await page.screenshot({ path: file, fullPage: true });
}

/** What axe-core finds wrong with the page as it stands: each rule, or those of `rules`, with the places that break it. */
export async function axeViolations(
  page: Page,
  rules?: readonly string[],
): Promise<{ rule: string; places: string[] }[]> {
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  // What it does not find takes it as long to tell.
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) };
  const run = `axe.run(document, ${JSON.stringify(options)})`;
  const { violations } = (await page.evaluate(run)) as axe.AxeResults;
  return violations.map(({ id, nodes }) => ({
    rule: id,
    places: nodes.map(({ html }) => html.slice(0, 160)),
  }));
}
