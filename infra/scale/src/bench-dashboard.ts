/** `npm run bench:dashboard`: how quick the dashboard is at scale, beside what it aims at. */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '@yoto/core';
import { runDeveloperProgram, wholeNumber } from '@yoto/host';
import { chromium } from 'playwright-core';
import { benchReport } from './bench/report.ts';
import { runBench } from './bench/run-bench.ts';
import { findSeeded, seedState } from './seed/seed-state.ts';
import { DEFAULT_SIZES } from './seed/sizes.ts';
import { withStateDatabase } from './state-database.ts';

const USAGE = `npm run bench:dashboard -- [options]
  --state DIR       a state folder that \`npm run seed:large\` filled; it is filled where it is empty, and made for this run
                    alone where it is left out
  --minutes N       of live updates, for the memory of the browser (1; 0 leaves it out)
  --loads N         visits of each page (5; 0 measures no page)
  --cold N          servers started to be asked for a comparison first (3)
  --chromium FILE   the browser (CHROMIUM, or /usr/bin/chromium)`;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
];

async function main(args: readonly string[]): Promise<boolean> {
  const options = parse(args);
  const own = options.state === undefined ? mkdtempSync(path.join(tmpdir(), 'yoto-bench-')) : undefined;
  // npm runs this in the folder of its workspace.
  const stateDir = path.resolve(process.env.INIT_CWD ?? '.', options.state ?? own ?? '');
  const seeded =
    (await withStateDatabase(stateDir, findSeeded)) ??
    (await seedState(stateDir, { ...DEFAULT_SIZES, now: new Date(), add: false }, console.log));
  const browser = await chromium.launch({ executablePath: options.chromium, args: FLAGS });
  try {
    const loadBefore = load();
    const results = await withStateDatabase(stateDir, (databaseUrl) =>
      runBench({ ...options, stateDir, databaseUrl, browser, log: console.log }, seeded),
    );
    const { text, missed } = benchReport(results);
    console.log(`\n${text}\n\nLoad of the machine: ${loadBefore} before, ${load()} after.`);
    return missed.length === 0;
  } finally {
    await browser.close();
    if (own !== undefined) rmSync(own, { recursive: true, force: true });
  }
}

const load = () => (loadavg()[0] ?? 0).toFixed(1);

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        state: { type: 'string' },
        minutes: { type: 'string', default: '1' },
        loads: { type: 'string', default: '5' },
        cold: { type: 'string', default: '3' },
        chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
      },
    });
    return {
      state: values.state,
      chromium: values.chromium,
      minutes: wholeNumber('minutes', values.minutes, 0),
      loads: wholeNumber('loads', values.loads, 0),
      coldStarts: wholeNumber('cold', values.cold, 0),
    };
  } catch (error) {
    throw new AppError('invalid_input', `${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

await runDeveloperProgram(main);
