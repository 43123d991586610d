// From a fresh clone to something that runs: dependencies, compute kernels, dashboard. Quick when nothing changed.
import { pathToFileURL } from 'node:url';
import { checkNode } from './check-node.mjs';
import { isInstalled } from './installed.mjs';
import { mustRun, ROOT } from './run-command.mjs';

/** Installs when the lock file asks for something else than is there; builds what changed since the last build. */
export async function prepare() {
  checkNode();
  if (!isInstalled(ROOT)) {
    console.log('Installing dependencies (npm ci) …');
    await mustRun('the installation', 'npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
  }
  await mustRun(
    'the build',
    'npx',
    ['turbo', 'run', 'build', '--output-logs=errors-only', '--log-order=grouped'],
    {
      TURBO_TELEMETRY_DISABLED: '1',
      TURBO_NO_UPDATE_NOTIFIER: '1',
    },
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await prepare();
