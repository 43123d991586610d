// `npm run docs:screenshots [-- --spec FILE --chromium PROGRAM]`: trains a small sweep on this machine and takes the pictures of docs/images.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { mustRun, ROOT, run } from './run-command.mjs';

const WIDTH = 1366;
const HEIGHT = 1040;
const YOTO = path.join(ROOT, 'apps/cli/bin/yoto.mjs');
/** Charts fade in. */
const SETTLED_MS = 2000;
const PATIENCE_MS = 120_000;

const SPEC = 'infra/scripts/docs-screenshots.yaml';
const { values } = parseArgs({
  options: {
    spec: { type: 'string', default: SPEC },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
await mustRun('Building the dashboard', 'npx', ['turbo', 'run', 'build']);
const state = mkdtempSync(path.join(tmpdir(), 'yoto-screenshots-'));
const server = spawn(process.execPath, [YOTO, 'up', '--state', state, '--port', '0', '--engine', 'wasm'], {
  cwd: ROOT,
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const url = await dashboardUrl(server);
  const submit = [YOTO, 'submit', values.spec, '--watch', '--server', url];
  // Not mustRun, which would leave the server running.
  if ((await run(process.execPath, submit)) !== 0) throw new Error('The sweep was not trained to its end');
  await takePicture(url);
} finally {
  server.kill('SIGINT');
  if (server.exitCode === null) await new Promise((resolve) => server.once('close', resolve));
  rmSync(state, { recursive: true, force: true });
}

/** Resolves to the address that `yoto up` prints once it is ready. */
function dashboardUrl(child) {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
      const [, url] = /^Dashboard: +(\S+)$/m.exec(printed) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('close', (code) => reject(new Error(`yoto up ended with code ${code}:\n${printed}`)));
  });
}

/** The top of the newest sweep's page: progress, frontier, regret and methods. */
async function takePicture(url) {
  const browser = await chromium.launch({
    executablePath: values.chromium,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({
      viewport: { width: WIDTH, height: HEIGHT },
      colorScheme: 'light',
    });
    page.setDefaultTimeout(PATIENCE_MS);
    const reply = await fetch(`${url}/api/v1/sweeps?limit=1`);
    const [sweep] = (await reply.json()).items;
    await page.goto(new URL(sweep.url, url).href);
    await page.getByRole('img', { name: /^Frontier/ }).waitFor();
    await page.getByText('intervals are being estimated').first().waitFor({ state: 'hidden' });
    await page.waitForTimeout(SETTLED_MS);
    await page.screenshot({ path: path.join(ROOT, 'docs/images/sweep-page.png') });
  } finally {
    await browser.close();
  }
}
