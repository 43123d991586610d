import { tf } from '../../tf.ts';
import { UNARY } from '../elementwise-operations.ts';
import { JOB } from '../jobs.ts';
import { aligned, type KernelHost, sizeOf } from '../kernel-host.ts';
import { allFloat, defineKernel, type KernelCall } from '../kernel-override.ts';
import { applyUnary } from './unary.ts';

interface SumInputs {
  x: tf.TensorInfo;
}

interface SumAttrs {
  axis: number | number[];
  keepDims: boolean;
}

/** x seen as [outer][middle][inner], summed over the middle. */
interface SumShape {
  outer: number;
  middle: number;
  inner: number;
  outShape: number[];
}

const FLOAT = 4;
const MAX_PARTIAL_SUMS = 64;
/** Elements of a row that one partial sum takes; a row of this many squared fits 32 bits. */
const ROW_BLOCK = 8192;

/** null when the summed axes are not neighbours. */
function sumShape({ x }: SumInputs, { axis, keepDims }: SumAttrs): SumShape | null {
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const isSummed = x.shape.map((_, index) => axes.includes(index));
  const wide = isSummed.filter((_, index) => x.shape[index] !== 1);
  const first = wide.indexOf(true);
  const last = wide.lastIndexOf(true);
  if (first < 0 || wide.slice(first, last).includes(false)) return null;
  const sizes = x.shape.filter((size) => size !== 1);
  const outShape = keepDims
    ? x.shape.map((size, index) => (isSummed[index] ? 1 : size))
    : x.shape.filter((_, index) => !isSummed[index]);
  const [outer, middle, inner] = [sizes.slice(0, first), sizes.slice(first, last + 1), sizes.slice(last + 1)];
  return { outer: sizeOf(outer), middle: sizeOf(middle), inner: sizeOf(inner), outShape };
}

function sumRows(host: KernelHost, x: number, rows: number, n: number, out: number): void {
  const blocks = Math.ceil(n / ROW_BLOCK);
  const partial = blocks > 1 ? host.scratch(rows * blocks * FLOAT) : out;
  const words = { x, n, partial, blocks, block: ROW_BLOCK };
  const chunk = Math.max(1, Math.floor(host.tuning.chunkElements / Math.min(n, ROW_BLOCK)));
  host.run(JOB.rowSums, words, rows * blocks, chunk);
  if (blocks > 1) {
    host.run(JOB.rowSums, { x: partial, n: blocks, out, blocks: 1, block: blocks }, rows, rows);
  }
}

function sumColumns(host: KernelHost, x: number, rows: number, n: number, out: number): void {
  const chunkRows = Math.max(Math.ceil(rows / MAX_PARTIAL_SUMS), Math.ceil(host.tuning.chunkElements / n));
  const chunks = Math.ceil(rows / chunkRows);
  const partialBytes = aligned(n * FLOAT);
  const partial = chunks > 1 ? host.scratch(chunks * partialBytes) : out;
  host.run(JOB.columnSums, { x, n, partial, partialBytes }, rows, chunkRows);
  if (chunks === 1) return;
  host.kernels.zero(out, n * FLOAT);
  for (let chunk = 0; chunk < chunks; chunk++) host.kernels.addTo(out, partial + chunk * partialBytes, n);
}

function sum(
  { host, inputs, attrs }: KernelCall<SumInputs, SumAttrs>,
  factor: (shape: SumShape) => number,
): tf.TensorInfo {
  const shape = sumShape(inputs, attrs);
  if (shape === null) throw new Error('sum: unsupported axes');
  const { outer, middle, inner } = shape;
  const result = host.output(shape.outShape);
  const [x, out] = [host.address(inputs.x), host.address(result)];
  if (middle === 0) host.kernels.zero(out, outer * inner * FLOAT);
  else if (inner === 1) sumRows(host, x, outer, middle, out);
  else if (outer === 1) sumColumns(host, x, middle, inner, out);
  else {
    const chunk = Math.max(1, Math.floor(host.tuning.chunkElements / (middle * inner)));
    host.run(JOB.middleSums, { x, inner, out, middle }, outer, chunk);
  }
  const scale = factor(shape);
  if (scale !== 1) applyUnary(host, UNARY.scale, out, out, outer * inner, scale);
  return result;
}

export const sumKernel = defineKernel<SumInputs, SumAttrs>({
  kernelName: 'Sum',
  supports: ({ inputs, attrs }) => allFloat(inputs.x) && sumShape(inputs, attrs) !== null,
  compute: (call) => sum(call, () => 1),
});

export const meanKernel = defineKernel<SumInputs, SumAttrs>({
  kernelName: 'Mean',
  supports: ({ inputs, attrs }) => allFloat(inputs.x) && sumShape(inputs, attrs) !== null,
  compute: (call) => sum(call, ({ middle }) => 1 / middle),
});
