import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { type ProgressRow, progressRows } from './progress-rows.ts';
import type { ProgressView } from './progress-view.ts';

/** One bar a row, redrawn in place. */
export function barView(stream: NodeJS.WritableStream): ProgressView {
  const bars = new MultiBar(
    {
      stream,
      format: '{name} {bar} {percentage}%  {value}/{total}  {state}',
      barsize: 24,
      hideCursor: true,
      clearOnComplete: false,
      stopOnComplete: false,
      emptyOnZero: true,
      autopadding: true,
    },
    Presets.shades_classic,
  );
  const shown: SingleBar[] = [];
  return {
    show(snapshot) {
      const rows = progressRows(snapshot);
      const width = Math.max(...rows.map((row) => row.name.length));
      const payload = ({ name, state }: ProgressRow) => ({ name: name.padEnd(width), state });
      for (const [index, row] of rows.entries()) {
        shown[index] ??= bars.create(row.steps, 0, payload(row));
        shown[index].update(row.step, payload(row));
      }
    },
    close: () => bars.stop(),
  };
}
