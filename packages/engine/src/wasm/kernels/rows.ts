// Slices, splits and concatenations along one axis: copies of rows between two pitches.
import { tf } from '../../tf.ts';
import { JOB } from '../jobs.ts';
import { type KernelHost, sizeOf } from '../kernel-host.ts';
import { defineKernel } from '../kernel-override.ts';

const WORD = 4;
const MAX_CHUNKS = 64;

function hasWords(...tensors: tf.TensorInfo[]): boolean {
  return tensors.every(({ dtype }) => dtype === 'float32' || dtype === 'int32');
}

interface Rows {
  count: number;
  src: number;
  srcPitch: number;
  out: number;
  outPitch: number;
  bytes: number;
}

function copyRows(host: KernelHost, { count, src, srcPitch, out, outPitch, bytes }: Rows): void {
  if (count * bytes === 0) return;
  const worthwhile = Math.ceil((4 * WORD * host.tuning.chunkElements) / bytes);
  const chunk = Math.max(Math.ceil(count / MAX_CHUNKS), worthwhile);
  host.run(JOB.copyRows, { src, srcPitch, out, outPitch, bytes }, count, chunk);
}

/** Elements before, along and after an axis. */
function around(shape: number[], axis: number): { outer: number; size: number; innerBytes: number } {
  const innerBytes = sizeOf(shape.slice(axis + 1)) * WORD;
  return { outer: sizeOf(shape.slice(0, axis)), size: shape[axis] ?? 1, innerBytes };
}

/** Positions [begin, begin + size) of an axis. */
function part(host: KernelHost, x: tf.TensorInfo, axis: number, begin: number, size: number): tf.TensorInfo {
  const { outer, size: whole, innerBytes } = around(x.shape, axis);
  const out = host.output(x.shape.with(axis, size), x.dtype);
  const src = host.address(x) + begin * innerBytes;
  const bytes = size * innerBytes;
  copyRows(host, {
    count: outer,
    src,
    srcPitch: whole * innerBytes,
    out: host.address(out),
    outPitch: bytes,
    bytes,
  });
  return out;
}

interface SplitAttrs {
  numOrSizeSplits: number[] | number;
  axis: number;
}

export const splitV = defineKernel<{ x: tf.TensorInfo }, SplitAttrs>({
  kernelName: 'SplitV',
  supports: ({ inputs }) => hasWords(inputs.x),
  compute({ host, inputs: { x }, attrs }) {
    const [axis = 0] = tf.util.parseAxisParam(attrs.axis, x.shape);
    const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, attrs.numOrSizeSplits, axis);
    let begin = 0;
    return sizes.map((size) => {
      const out = part(host, x, axis, begin, size);
      begin += size;
      return out;
    });
  },
});

export const concat = defineKernel<tf.TensorInfo[], { axis: number }>({
  kernelName: 'Concat',
  supports({ inputs }) {
    const dtype = inputs[0]?.dtype;
    return (
      inputs.length > 1 &&
      hasWords(...inputs) &&
      inputs.every((x) => x.dtype === dtype && sizeOf(x.shape) > 0)
    );
  },
  compute({ host, inputs, attrs }) {
    const shapes = inputs.map((x) => x.shape);
    const [axis = 0] = tf.util.parseAxisParam(attrs.axis, shapes[0] ?? []);
    const shape = tf.backend_util.computeOutShape(shapes, axis);
    const out = host.output(shape, inputs[0]?.dtype);
    const { outer, size, innerBytes } = around(shape, axis);
    let offset = host.address(out);
    for (const x of inputs) {
      const bytes = (x.shape[axis] ?? 1) * innerBytes;
      const src = host.address(x);
      copyRows(host, { count: outer, src, srcPitch: bytes, out: offset, outPitch: size * innerBytes, bytes });
      offset += bytes;
    }
    return out;
  },
});

interface SliceAttrs {
  begin: number | number[];
  size: number | number[];
}

/** The one axis that a slice cuts, or null. */
function cutAxis(
  x: tf.TensorInfo,
  { begin, size }: SliceAttrs,
): { axis: number; begin: number; size: number } | null {
  const [begins = [], sizes = []] = tf.slice_util.parseSliceParams(x as tf.Tensor, begin, size);
  const cut = sizes.flatMap((value, axis) => (value === x.shape[axis] ? [] : [axis]));
  const axis = cut[0];
  if (cut.length !== 1 || axis === undefined || sizeOf(sizes) === 0) return null;
  return { axis, begin: begins[axis] ?? 0, size: sizes[axis] ?? 0 };
}

export const slice = defineKernel<{ x: tf.TensorInfo }, SliceAttrs>({
  kernelName: 'Slice',
  supports: ({ inputs, attrs }) => hasWords(inputs.x) && cutAxis(inputs.x, attrs) !== null,
  compute({ host, inputs: { x }, attrs }) {
    const cut = cutAxis(x, attrs);
    if (cut === null) throw new Error('slice: more than one axis');
    return part(host, x, cut.axis, cut.begin, cut.size);
  },
});
