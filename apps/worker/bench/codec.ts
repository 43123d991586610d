// `npm run bench:codec`: how fast every engine found here trains the scale hyperprior (64x64 crops) and works as a
// codec (one picture of 768x512), as a Markdown table. Minima. Options: --rounds N, --threads N, --engines-dir DIR.
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { probeEngines } from '@yoto/engine';
import { CODEC_CASES, MEGAPIXELS } from './cases/codec-cases.ts';
import { BENCH_CASES } from './cases/index.ts';
import { ContenderProcess } from './contender-process.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(availableParallelism()) },
    'engines-dir': {
      type: 'string',
      default: fileURLToPath(new URL('../../../.yoto/engines', import.meta.url)),
    },
  },
});

const TRAINING_CASES = BENCH_CASES.filter(({ id }) => id.startsWith('hyperprior-'));
const CASES = [...TRAINING_CASES, ...CODEC_CASES];

/** What a case does in a second, in its column's unit; why it cannot, in words. */
async function speedOf(contender: ContenderProcess, { id, batch }: (typeof CASES)[number]): Promise<string> {
  try {
    await contender.ask({ open: id });
    const { ms } = await contender.ask({ steps: Number(options.rounds), of: id });
    const perSecond = 1000 / Math.min(...(ms as number[]));
    await contender.ask({ close: id });
    return id.startsWith('hyperprior-')
      ? `${(batch * perSecond).toPrecision(3)} images/s`
      : `${(MEGAPIXELS * perSecond).toPrecision(2)} MP/s`;
  } catch (error) {
    return `- (${(error as Error).message})`;
  }
}

const nativeDir = options['engines-dir'];
const script = fileURLToPath(new URL('./contender.ts', import.meta.url));
const head = ['engine', 'threads', ...CASES.map(({ title }) => title)];
const printRow = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
console.log(`${cpus()[0]?.model}, ${availableParallelism()} processors, Node.js ${process.version}\n`);
printRow(head);
printRow(head.map(() => '---'));
const remarks: string[] = [];
for (const { name, available, reason } of await probeEngines({ nativeDir })) {
  // A graphics adapter played by the processor would take hours.
  if (!available || reason.includes('software')) {
    remarks.push(`without ${name}: ${reason}`);
    continue;
  }
  const command = [
    process.execPath,
    '--import',
    import.meta.resolve('@yoto/ts-loader'),
    script,
    name,
    options.threads,
    nativeDir,
  ];
  const contender = await ContenderProcess.start(name, Number(options.threads), command);
  if (typeof contender === 'string') {
    remarks.push(`without ${name}: ${contender}`);
    continue;
  }
  const speeds: string[] = [];
  for (const entry of CASES) speeds.push(await speedOf(contender, entry));
  contender.stop();
  printRow([`${name} ${contender.version}`, options.threads, ...speeds]);
}
console.log(['', ...remarks, `load at the end: ${(loadavg()[0] ?? 0).toFixed(1)}`].join('\n'));
