// `npm run bench:engine`: one train step of every model on every engine found here, and on PyTorch where python3 has it
// (on processor and GPU), side by side: rounds are interleaved, so that all meet the same weather; so are those of a model
// with and without conditioning. Options: --rounds N, --steps N, --cases a,b, --threads 1,2, --engines a,b (also pytorch
// and pytorch-cuda), --engines-dir DIR, --python PROGRAM.

import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ENGINE_NAMES, type EngineName } from '@yoto/core';
import { probeEngines } from '@yoto/engine';
import type { BenchCaseEntry } from './bench-case.ts';
import { BENCH_CASES } from './cases/index.ts';
import { ContenderProcess } from './contender-process.ts';
import { filmLines, GPU_REFERENCE, REFERENCE, type Timing, tableOf, whereOf } from './table.ts';

const ALL = [...ENGINE_NAMES, 'pytorch', 'pytorch-cuda'];
const ON_GPU: EngineName[] = ['tensorflow-gpu', 'webgpu'];

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '3' },
    cases: { type: 'string', default: BENCH_CASES.map(({ id }) => id).join(',') },
    threads: { type: 'string', default: availableParallelism() > 1 ? '1,2' : '1' },
    engines: { type: 'string', default: ALL.join(',') },
    'engines-dir': {
      type: 'string',
      default: fileURLToPath(new URL('../../../.yoto/engines', import.meta.url)),
    },
    python: { type: 'string', default: 'python3' },
  },
});
/** Of square matrices: large enough to keep everything busy. */
const PEAK_SIZE = 1536;
const GPU_PEAK_SIZE = 4096;
const wanted = options.engines.split(',');
for (const name of wanted) {
  if (!ALL.includes(name)) throw new Error(`There is no engine ${name}: --engines takes ${ALL.join(',')}`);
}

const scriptAt = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

async function startContenders(): Promise<ContenderProcess[]> {
  const nativeDir = options['engines-dir'];
  const found: ContenderProcess[] = [];
  const start = async (label: string, threads: number | null, command: string[]) => {
    const started = await ContenderProcess.start(label, threads, command);
    if (typeof started === 'string') console.log(`without ${label}: ${started}`);
    else found.push(started);
  };
  const allThreads = options.threads.split(',').map(Number);
  for (const { name, available, reason } of await probeEngines({ nativeDir })) {
    if (!wanted.includes(name)) continue;
    // A graphics adapter played by the processor would take hours.
    if (!available || reason.includes('software')) {
      console.log(`without ${name}: ${reason}`);
      continue;
    }
    for (const threads of ON_GPU.includes(name) ? [null] : allThreads) {
      const script = scriptAt('./contender.ts');
      const arguments_ = [script, name, String(threads ?? 1), nativeDir];
      await start(name, threads, [
        process.execPath,
        '--import',
        import.meta.resolve('@yoto/ts-loader'),
        ...arguments_,
      ]);
    }
  }
  const torch = (threads: number, device: string) => [
    options.python,
    scriptAt('./torch_contender.py'),
    String(threads),
    device,
  ];
  for (const threads of wanted.includes('pytorch') ? allThreads : []) {
    await start(REFERENCE, threads, torch(threads, 'cpu'));
  }
  if (wanted.includes('pytorch-cuda')) await start(GPU_REFERENCE, null, torch(1, 'cuda'));
  return found;
}

/** The best rate of a large product by anyone, for each number of threads and on the GPU: GFLOP/s. */
async function measurePeaks(contenders: ContenderProcess[], peaks = new Map<number | null, number>()) {
  for (const contender of contenders) {
    const peak = contender.threads === null ? GPU_PEAK_SIZE : PEAK_SIZE;
    const { gflops } = await contender.ask({ peak });
    peaks.set(contender.threads, Math.max(peaks.get(contender.threads) ?? 0, Number(gflops)));
  }
  return peaks;
}

interface Running {
  entry: BenchCaseEntry;
  contender: ContenderProcess;
  flops: number;
  ms: number[];
}

async function openCase(entry: BenchCaseEntry, contenders: ContenderProcess[]): Promise<Running[]> {
  const running: Running[] = [];
  for (const contender of contenders) {
    try {
      const { flops = 0 } = await contender.ask({ open: entry.id });
      await contender.ask({ steps: 1, of: entry.id });
      running.push({ entry, contender, flops: Number(flops), ms: [] });
    } catch (error) {
      const { label, threads } = contender;
      console.log(`${label} (${whereOf(threads)}) cannot run ${entry.id}: ${(error as Error).message}`);
    }
  }
  // PyTorch does not count them.
  const flops = Math.max(...running.map((one) => one.flops));
  return running.map((one) => ({ ...one, flops }));
}

async function timeCases(entries: BenchCaseEntry[], contenders: ContenderProcess[]): Promise<Timing[]> {
  const running: Running[] = [];
  for (const entry of entries) running.push(...(await openCase(entry, contenders)));
  // Each contender has its turn with every case before the next one.
  const turns = contenders.flatMap((contender) => running.filter((one) => one.contender === contender));
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const { contender, entry, ms } of turns) {
      const reply = await contender.ask({ steps: Number(options.steps), of: entry.id });
      ms.push(...(reply.ms as number[]));
    }
  }
  for (const { contender, entry } of running) await contender.ask({ close: entry.id });
  return running.map(({ contender: { label, threads }, entry: { id, title, batch }, flops, ms }) => ({
    ...{ id, title, batch, label, threads, flops },
    ms: ms.toSorted((a, b) => a - b),
  }));
}

/** A model with a fixed weight and the same with conditioning are timed together. */
const modelOf = ({ id }: BenchCaseEntry): string => id.replace(/-(fixed|yoto)$/, '');

const contenders = await startContenders();
try {
  const peaks = await measurePeaks(contenders);
  const timings: Timing[] = [];
  const chosen = BENCH_CASES.filter(({ id }) => options.cases.split(',').includes(id));
  for (const model of new Set(chosen.map(modelOf))) {
    const entries = chosen.filter((entry) => modelOf(entry) === model);
    timings.push(...(await timeCases(entries, contenders)));
  }
  // Once more, should the machine have been busy before.
  await measurePeaks(contenders, peaks);
  const versions = new Set(
    contenders.map(({ label, version, threads, device }) =>
      threads === null ? `${label} ${version} on ${device}` : `${label} ${version}`,
    ),
  );
  const load = loadavg()[0] ?? 0;
  console.log(
    `\n${cpus()[0]?.model}, ${availableParallelism()} processors, Node.js ${process.version}; ${[...versions].join(', ')}; load at the end ${load.toFixed(1)}`,
  );
  const rates = [...peaks].map(([threads, rate]) => {
    const size = threads === null ? GPU_PEAK_SIZE : PEAK_SIZE;
    return `${rate.toFixed(0)} GFLOP/s, ${whereOf(threads)} (${size}x${size})`;
  });
  console.log(`Peak of a product of square f32 matrices: ${rates.join('; ')}\n`);
  console.log(tableOf(timings, peaks));
  console.log(filmLines(timings));
} finally {
  for (const contender of contenders) contender.stop();
}
