/** The figures as Markdown tables, each with its target, and what is missed. Pure. */

import type { Visit } from './measure-page.ts';
import type { PageMemory } from './memory.ts';
import { FIRST_PAGE } from './pages.ts';
import { median } from './timings.ts';

const TARGETS = {
  usefulMs: 1500,
  comparisonColdMs: 3000,
  comparisonWarmMs: 1000,
  curveMs: 1000,
  largestBytes: 1_000_000,
  /** What browsers call good is 0.1; here nothing visible may move. */
  layoutShift: 0.02,
  firstScriptBytes: 250_000,
  /** Of the heap, between the first sample and the last; garbage collection is not exact. */
  heapRiseMb: 3,
} as const;

export interface BenchResults {
  pages: { name: string; visits: readonly Visit[] }[];
  /** Milliseconds. */
  comparisonCold: readonly number[];
  comparisonWarm: readonly number[];
  curve: readonly number[];
  memory: readonly PageMemory[];
}

export interface BenchReport {
  text: string;
  /** In words; empty when every target is met. */
  missed: string[];
}

/** Gives what to show of a figure, in bold where it is above its target, which is then noted as missed. */
type Check = (what: string, value: number, target: number, shown: string) => string;

export function benchReport(results: BenchResults): BenchReport {
  const missed: string[] = [];
  const check: Check = (what, value, target, shown) => {
    if (value <= target) return shown;
    missed.push(`${what}: ${shown}, not ${target}`);
    return `**${shown}**`;
  };
  const tables = [pageTable(results, check), answerTable(results, check), memoryTable(results, check)];
  const verdict =
    missed.length === 0 ? 'Every target is met.' : `Missed:\n${missed.map((line) => `- ${line}`).join('\n')}`;
  return { text: [...tables, verdict].filter((part) => part !== undefined).join('\n\n'), missed };
}

function pageTable({ pages }: BenchResults, check: Check): string | undefined {
  const rows = pages.map(({ name, visits }) => {
    const of = (read: (visit: Visit) => number) => median(visits.map(read));
    const useful = of(({ usefulMs }) => usefulMs);
    const largest = of(({ largestBytes }) => largestBytes);
    const shift = of(({ layoutShift }) => layoutShift);
    return [
      name,
      check(`useful paint of ${name}, ms`, useful, TARGETS.usefulMs, useful.toFixed(0)),
      of(({ processorMs }) => processorMs).toFixed(0),
      of(({ answers }) => answers).toFixed(0),
      kilobytes(of(({ wireBytes }) => wireBytes)),
      check(`largest answer of ${name}, kB`, largest / 1000, TARGETS.largestBytes / 1000, kilobytes(largest)),
      check(`layout shift of ${name}`, shift, TARGETS.layoutShift, shift.toFixed(3)),
    ];
  });
  return table(
    [
      'page',
      `useful paint, ms (${TARGETS.usefulMs})`,
      'processor time, ms',
      'answers',
      'on the wire, kB',
      `largest answer, kB (${TARGETS.largestBytes / 1000})`,
      `layout shift (${TARGETS.layoutShift})`,
    ],
    rows,
  );
}

function answerTable(
  { pages, comparisonCold, comparisonWarm, curve }: BenchResults,
  check: Check,
): string | undefined {
  const first = pages.find(({ name }) => name === FIRST_PAGE)?.visits ?? [];
  const scripts = first.map(({ scriptBytes }) => scriptBytes / 1000);
  const answers = [
    [
      'comparison of the large sweep, the first of a new server, ms',
      comparisonCold,
      TARGETS.comparisonColdMs,
    ],
    ['the same, asked for again, ms', comparisonWarm, TARGETS.comparisonWarmMs],
    ['the long curve, ms', curve, TARGETS.curveMs],
    ['JavaScript of the first page, as sent, kB', scripts, TARGETS.firstScriptBytes / 1000],
  ] as const;
  const rows = answers.flatMap(([name, values, target]) => {
    if (values.length === 0) return [];
    const value = median(values);
    return [[name, check(name, value, target, value.toFixed(0)), String(target)]];
  });
  return table(['answer', 'median', 'target'], rows);
}

function memoryTable({ memory }: BenchResults, check: Check): string | undefined {
  const rows = memory.map(({ name, samples }) => {
    const [first, last] = [samples[0]!, samples.at(-1)!];
    const rise = last.heapMb - first.heapMb;
    return [
      name,
      last.minutes.toFixed(0),
      first.heapMb.toFixed(1),
      last.heapMb.toFixed(1),
      check(`rise of the heap of ${name}, MB`, rise, TARGETS.heapRiseMb, rise.toFixed(1)),
      `${first.nodes} and ${last.nodes}`,
    ];
  });
  return table(
    [
      'page',
      'minutes',
      'heap at first, MB',
      'in the end',
      `rise (${TARGETS.heapRiseMb})`,
      'nodes of the document',
    ],
    rows,
  );
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);

/** Undefined without rows. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string | undefined {
  if (rows.length === 0) return undefined;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
