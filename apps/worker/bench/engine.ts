// `npm run bench:engine`: one train step of every model on every engine found here, and on PyTorch where python3 has it,
// side by side: rounds are interleaved, so that all meet the same weather. Options: --rounds N, --steps N,
// --cases a,b, --threads 1,2, --engines-dir DIR.
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { probeEngines } from '@yoto/engine';
import type { BenchCaseEntry } from './bench-case.ts';
import { BENCH_CASES } from './cases/index.ts';
import { ContenderProcess } from './contender-process.ts';
import { filmLines, type Timing, tableOf } from './table.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '3' },
    cases: { type: 'string', default: BENCH_CASES.map(({ id }) => id).join(',') },
    threads: { type: 'string', default: availableParallelism() > 1 ? '1,2' : '1' },
    'engines-dir': {
      type: 'string',
      default: fileURLToPath(new URL('../../../.yoto/engines', import.meta.url)),
    },
    python: { type: 'string', default: 'python3' },
  },
});
const PEAK_SIZE = 1536;

async function startContenders(): Promise<ContenderProcess[]> {
  const nativeDir = options['engines-dir'];
  const found: ContenderProcess[] = [];
  const add = (label: string, started: ContenderProcess | string) => {
    if (typeof started === 'string') console.log(`without ${label}: ${started}`);
    else found.push(started);
  };
  const engines = await probeEngines({ nativeDir });
  for (const { name, available, reason } of engines) {
    // A graphics adapter played by the processor would take hours.
    if (!available || reason.includes('software')) add(name, reason);
    else {
      for (const threads of name === 'wasm' || name === 'tensorflow' ? options.threads.split(',') : ['1']) {
        const script = fileURLToPath(new URL('./contender.ts', import.meta.url));
        const command = [process.execPath, '--import', 'tsx', script, name, threads, nativeDir];
        add(name, await ContenderProcess.start(name, Number(threads), command));
      }
    }
  }
  for (const threads of options.threads.split(',')) {
    const script = fileURLToPath(new URL('./torch_contender.py', import.meta.url));
    const command = [options.python, script, threads];
    add('PyTorch', await ContenderProcess.start('PyTorch', Number(threads), command));
  }
  return found;
}

/** The best rate of a large product by anyone, for each number of threads: GFLOP/s. */
async function measurePeaks(contenders: ContenderProcess[], peaks = new Map<number, number>()) {
  for (const contender of contenders) {
    const { gflops } = await contender.ask({ peak: PEAK_SIZE });
    peaks.set(contender.threads, Math.max(peaks.get(contender.threads) ?? 0, Number(gflops)));
  }
  return peaks;
}

async function timeCase(
  { id, title, batch }: BenchCaseEntry,
  contenders: ContenderProcess[],
): Promise<Timing[]> {
  let flops = 0;
  const running: { contender: ContenderProcess; ms: number[] }[] = [];
  for (const contender of contenders) {
    try {
      const opened = await contender.ask({ open: id });
      flops = Math.max(flops, Number(opened.flops ?? 0));
      await contender.ask({ steps: 1 });
      running.push({ contender, ms: [] });
    } catch (error) {
      console.log(`${contender.label} (${contender.threads}) cannot run ${id}: ${(error as Error).message}`);
    }
  }
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const { contender, ms } of running) {
      const reply = await contender.ask({ steps: Number(options.steps) });
      ms.push(...(reply.ms as number[]));
    }
  }
  for (const { contender } of running) await contender.ask({ close: true });
  return running.map(({ contender, ms }) => {
    const { label, threads } = contender;
    return { id, title, batch, label, threads, flops, ms: ms.toSorted((a, b) => a - b) };
  });
}

const contenders = await startContenders();
try {
  const peaks = await measurePeaks(contenders);
  const timings: Timing[] = [];
  for (const entry of BENCH_CASES.filter(({ id }) => options.cases.split(',').includes(id))) {
    timings.push(...(await timeCase(entry, contenders)));
  }
  // Once more, should the machine have been busy before.
  await measurePeaks(contenders, peaks);
  const versions = new Set(contenders.map(({ label, version }) => `${label} ${version}`));
  const load = loadavg()[0] ?? 0;
  console.log(
    `\n${cpus()[0]?.model}, ${availableParallelism()} processors, Node.js ${process.version}; ${[...versions].join(', ')}; load at the end ${load.toFixed(1)}`,
  );
  const rates = [...peaks].map(
    ([threads, rate]) => `${rate.toFixed(0)} GFLOP/s with ${threads} thread${threads > 1 ? 's' : ''}`,
  );
  console.log(`Peak of a ${PEAK_SIZE}x${PEAK_SIZE} f32 product: ${rates.join(', ')}\n`);
  console.log(tableOf(timings, peaks));
  console.log(filmLines(timings));
} finally {
  for (const contender of contenders) contender.stop();
}
