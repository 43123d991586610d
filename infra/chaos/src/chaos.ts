/** `npm run chaos`: proves on this machine that faults lose nothing and count nothing twice. */
import path from 'node:path';
import { runDeveloperProgram } from '@yoto/host';
import { type ChaosOptions, parseChaosOptions } from './options.ts';
import { formatRoughRun } from './output/rough-report.ts';
import { type CalmRun, runCalmly, runRoughly } from './prove.ts';
import { makeRunFolder } from './run-folder.ts';
import { assertProcReadable } from './stack/process-tree.ts';
import { withStack } from './stack/stack.ts';

async function main(options: ChaosOptions): Promise<boolean> {
  assertProcReadable();
  const folder = makeRunFolder('chaos');
  const log = changesOnly();
  const { jobs, steps, stepMs, workers } = options;
  const sweep = { jobs, steps, stepMs };
  console.log(`Logs and data: ${folder.path}`);
  let calm: CalmRun | undefined;
  let proven = true;
  for (const backend of options.backends) {
    const size = { folder: path.join(folder.path, backend), backend, workers, concurrency: 1 };
    await withStack(size, async (stack) => {
      // Its results do not depend on the queue, so it serves both.
      calm ??= await runCalmly(stack, sweep, log);
      const rough = await runRoughly(stack, sweep, options, calm, log);
      console.log(`\n${formatRoughRun(calm, rough)}\n`);
      proven &&= rough.violations.length === 0;
    });
  }
  if (proven && !options.keep) folder.remove();
  else console.log(`Kept: ${folder.path}`);
  return proven;
}

/** Prints a line with the time since the start, but not the one it printed last. */
function changesOnly(): (line: string) => void {
  const startedAt = performance.now();
  let last = '';
  return (line) => {
    if (line === last) return;
    last = line;
    console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)} s  ${line}`);
  };
}

await runDeveloperProgram((args) => main(parseChaosOptions(args)));
