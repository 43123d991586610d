/** What every page of the dashboard owes its reader: nothing that axe objects to, and nothing that runs off a screen. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations, SOON, screenshot, TAKES_SCREENSHOTS } from './headless-browser.ts';

/** A phone, a tablet and a large screen. */
const WIDTHS = [390, 820, 1440];
const THEMES = ['light', 'dark'] as const;

/**
 * Looks at the page as it stands, in both themes and at three widths, and returns what is wrong with it. `name` is that
 * of its screenshots. Axe judges the page of a large screen in the dark by all of its rules, and that of a phone in the light
 * by its contrasts: themes change colours alone.
 */
export async function faultsOf(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => page.locator('.skeleton').count(), SOON).toBe(0);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await overflowOf(page);
    if (overflow !== 0) faults.push(`${name} is ${overflow} px wider than ${width} px`);
    for (const theme of THEMES) {
      const isJudged = width !== 820 && (width === 390) === (theme === 'light');
      if (!isJudged && !TAKES_SCREENSHOTS) continue;
      await page.emulateMedia({ colorScheme: theme });
      await screenshot(page, `${name}-${width}-${theme}`);
      if (!isJudged) continue;
      const rules = theme === 'light' ? ['color-contrast'] : undefined;
      for (const { rule, places } of await axeViolations(page, rules))
        faults.push(`${name}, ${width} px, ${theme}: ${rule} at ${places.slice(0, 3).join(' ')}`);
    }
  }
  return faults;
}

/** In pixels; charts take a moment to become as narrow as their place. */
async function overflowOf(page: Page): Promise<number> {
  const measure = () => page.evaluate('document.documentElement.scrollWidth - innerWidth') as Promise<number>;
  for (let look = 0; look < 20; look++) {
    if ((await measure()) === 0) return 0;
    await page.waitForTimeout(50);
  }
  return measure();
}

/** Of a page and its tabs: names for screenshots, with their addresses. */
export const tabsOf = (name: string, address: string, tabs: readonly string[]): [string, string][] => [
  [name, address],
  ...tabs.map((tab): [string, string] => [`${name}-${tab}`, `${address}/${tab}`]),
];

export const SWEEP_TABS = ['analysis', 'jobs', 'curves', 'examples', 'pictures', 'spec', 'activity'];
export const JOB_TABS = ['log', 'evaluation', 'pictures', 'files', 'spec'];
