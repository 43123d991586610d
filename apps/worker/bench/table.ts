// The table of the benchmark, as Markdown.

export interface Timing {
  id: string;
  title: string;
  batch: number;
  label: string;
  /** null: on a graphics card. */
  threads: number | null;
  flops: number;
  /** Of each step, sorted. */
  ms: number[];
}

export const REFERENCE = 'PyTorch';
export const GPU_REFERENCE = 'PyTorch, CUDA';
const least = ({ ms }: Timing): number => ms[0] ?? Number.NaN;
const median = ({ ms }: Timing): number => ms[Math.floor(ms.length / 2)] ?? Number.NaN;
const round = (value: number): string => value.toFixed(value < 100 ? 1 : 0);

/** In words. */
export function whereOf(threads: number | null): string {
  if (threads === null) return 'on the GPU';
  return `${threads} thread${threads > 1 ? 's' : ''}`;
}

export function tableOf(timings: Timing[], peaks: Map<number | null, number>): string {
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
    const wanted = threads === null ? GPU_REFERENCE : REFERENCE;
    const reference = timings.find(
      (other) => other.id === timing.id && other.label === wanted && other.threads === threads,
    );
    return [
      ...[
        `${title}, batch ${batch}`,
        label,
        String(threads ?? '-'),
        round(least(timing)),
        round(median(timing)),
      ],
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
      return [`- ${yoto.title}, ${yoto.label}, ${whereOf(yoto.threads)}: FiLM adds ${share.toFixed(1)} %`];
    });
  return lines.length === 0 ? '' : `\nConditioning:\n${lines.join('\n')}`;
}
