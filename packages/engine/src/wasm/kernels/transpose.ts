import type { tf } from '../../tf.ts';
import { JOB } from '../jobs.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';

/** x seen as [outer][rows][columns], its last two axes exchanged. */
interface Exchange {
  outer: number;
  rows: number;
  columns: number;
}

/** Rows a unit of work transposes. */
const UNIT_ROWS = 64;

/** null: another permutation, for the stock kernel. Axes of size 1, and neighbours that stay neighbours, count as one. */
function exchange(shape: number[], perm: number[]): Exchange | null {
  const wide = perm.filter((axis) => shape[axis] !== 1);
  const order = wide.toSorted((a, b) => a - b);
  const groups: number[][] = [];
  for (const axis of wide) {
    const last = groups.at(-1);
    const follows = last !== undefined && order.indexOf(axis) === order.indexOf(last.at(-1) ?? 0) + 1;
    if (follows) last.push(axis);
    else groups.push([axis]);
  }
  const sizes = groups.map((group) => group.reduce((product, axis) => product * (shape[axis] ?? 1), 1));
  const starts = groups.map(([axis = 0]) => axis);
  const [first = 0, second = 0, third = 0] = starts;
  const [size = 1, nextSize = 1, lastSize = 1] = sizes;
  if (groups.length === 2 && first > second) return { outer: 1, rows: nextSize, columns: size };
  const keepsOuter = groups.length === 3 && first < third && third < second;
  return keepsOuter ? { outer: size, rows: lastSize, columns: nextSize } : null;
}

export const transpose = defineKernel<{ x: tf.TensorInfo }, { perm: number[] }>({
  kernelName: 'Transpose',
  supports: ({ inputs: { x }, attrs }) =>
    allFloat(x) && !x.shape.includes(0) && exchange(x.shape, attrs.perm) !== null,
  compute({ host, inputs: { x }, attrs: { perm } }) {
    const found = exchange(x.shape, perm);
    if (found === null) throw new Error('transpose: unsupported permutation');
    const { outer, rows, columns } = found;
    const out = host.output(perm.map((axis) => x.shape[axis] ?? 1));
    const units = Math.ceil(rows / UNIT_ROWS);
    host.run(
      JOB.transposeRows,
      { x: host.address(x), out: host.address(out), rows, columns, unitRows: UNIT_ROWS, units },
      outer * units,
      Math.max(1, Math.floor(host.tuning.chunkElements / (UNIT_ROWS * columns))),
    );
    return out;
  },
});
