// `npm test`: prepares a fresh clone, runs the tests of all packages and ends with one line that sums them up.
// `--full` adds the long tests; every other argument goes to vitest (a file name, `--project @yoto/core`, …).
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countTests } from './count-tests.mjs';
import { prepare } from './prepare.mjs';
import { ROOT, run } from './run-command.mjs';

const full = process.argv.includes('--full');
const rest = process.argv.slice(2).filter((argument) => argument !== '--full');

await prepare();
// Not before: it needs what is installed only now.
const { linkPrograms } = await import('./link-programs.mjs');
// Below node_modules, where what is linked finds its dependencies.
const cache = path.join(ROOT, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const linkedFolder = mkdtempSync(path.join(cache, 'yoto-linked-'));
const folder = mkdtempSync(path.join(tmpdir(), 'yoto-test-'));
const reportFile = path.join(folder, 'report.json');
const exitCode = await run(
  'npx',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...rest],
  { ...(await linkPrograms(linkedFolder)), ...(full ? { YOTO_TEST_FULL: '1' } : {}) },
);
process.exitCode = summarise(exitCode);
for (const made of [folder, linkedFolder]) rmSync(made, { recursive: true, force: true });

/** Prints the last line; the exit code is 0 only when vitest and the sums agree that all is well. */
function summarise(code) {
  const { passed, failed, skipped, brokenFiles } = readReport();
  for (const file of brokenFiles) console.log(`could not be run: ${file}`);
  // Vitest also fails for errors outside any test, e.g. an unhandled rejection.
  const outside = code !== 0 && failed === 0 ? 1 : 0;
  if (outside) console.log('vitest failed outside the tests: see above');
  console.log(`${passed} passed, ${failed + outside} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed + outside === 0 && passed > 0 ? 0 : 1;
}

function readReport() {
  try {
    return countTests(JSON.parse(readFileSync(reportFile, 'utf8')));
  } catch (error) {
    console.log(`vitest left no report (${error.message})`);
    return { passed: 0, failed: 0, skipped: 0, brokenFiles: [] };
  }
}
