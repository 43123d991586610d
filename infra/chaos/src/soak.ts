/** `npm run soak`: proves that jobs leave nothing behind in the daemon and the API. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '@yoto/core';
import { runDeveloperProgram, wholeNumber } from '@yoto/host';
import { formatSoak } from './output/soak-report.ts';
import { makeRunFolder } from './run-folder.ts';
import { runSoak } from './soak/run-soak.ts';
import { assertProcReadable } from './stack/process-tree.ts';

const USAGE = 'npm run soak -- [--jobs 2000] [--concurrency 2] [--samples 20] [--queue postgres|redis]';

async function main(args: readonly string[]): Promise<boolean> {
  assertProcReadable();
  const options = parse(args);
  const folder = makeRunFolder('soak');
  console.log(`Logs and data: ${folder.path}`);
  const startedAt = performance.now();
  const samples = await runSoak({ ...options, folder: path.join(folder.path, 'stack') }, (sample) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(
      `${seconds.padStart(6)} s  ${sample.jobs} jobs, heap ${sample.daemonReachableMb.toFixed(1)} MiB`,
    );
  });
  const { text, isFlat } = formatSoak(samples);
  console.log(`\n${text}`);
  if (isFlat) folder.remove();
  return isFlat;
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        jobs: { type: 'string', default: '2000' },
        concurrency: { type: 'string', default: '2' },
        samples: { type: 'string', default: '20' },
        queue: { type: 'string', default: 'postgres' },
      },
    });
    const { queue } = values;
    if (queue !== 'postgres' && queue !== 'redis') throw new TypeError('--queue must be postgres or redis');
    const samples = wholeNumber('samples', values.samples, 5);
    return {
      samples,
      jobs: wholeNumber('jobs', values.jobs, samples),
      concurrency: wholeNumber('concurrency', values.concurrency, 1),
      backend: queue,
    } as const;
  } catch (error) {
    throw new AppError('invalid_input', `${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

await runDeveloperProgram(main);
