// The table of the benchmark, as Markdown.

export interface Timing {
  id: string;
  title: string;
  batch: number;
  label: string;
  threads: number;
  flops: number;
  /** Of each step, sorted. */
  ms: number[];
}

const REFERENCE = 'PyTorch';
const least = ({ ms }: Timing): number => ms[0] ?? Number.NaN;
const median = ({ ms }: Timing): number => ms[Math.floor(ms.length / 2)] ?? Number.NaN;
const round = (value: number): string => value.toFixed(value < 100 ? 1 : 0);

export function tableOf(timings: Timing[], peaks: Map<number, number>): string {
  const head = [
    'model',
    'engine',
    'threads',
    'min ms',
    'median ms',
    'images/s',
    'GFLOP/s',
    'of peak',
    '/ PyTorch',
  ];
  const rows = timings.map((timing) => {
    const { title, batch, label, threads, flops } = timing;
    const rate = flops / least(timing) / 1e6;
    const reference = timings.find(
      (other) => other.id === timing.id && other.label === REFERENCE && other.threads === threads,
    );
    return [
      ...[`${title}, batch ${batch}`, label, String(threads), round(least(timing)), round(median(timing))],
      ...[round((batch * 1000) / least(timing)), round(rate)],
      `${((100 * rate) / (peaks.get(threads) ?? Number.NaN)).toFixed(0)} %`,
      reference === undefined ? '-' : (least(timing) / least(reference)).toFixed(2),
    ];
  });
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}

/** What conditioning adds to a step: YOTO against fixed weights, by the minima. */
export function filmLines(timings: Timing[]): string {
  const lines = timings
    .filter(({ id }) => id.endsWith('-yoto'))
    .flatMap((yoto) => {
      const fixed = timings.find(
        ({ id, label, threads }) =>
          id === yoto.id.replace('-yoto', '-fixed') && label === yoto.label && threads === yoto.threads,
      );
      if (fixed === undefined) return [];
      const share = (100 * (least(yoto) - least(fixed))) / least(fixed);
      return [`- ${yoto.title}, ${yoto.label}, ${yoto.threads} thread(s): FiLM adds ${share.toFixed(1)} %`];
    });
  return lines.length === 0 ? '' : `\nConditioning:\n${lines.join('\n')}`;
}
