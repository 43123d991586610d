import { tf } from '../../tf.ts';
import { broadcastLoops } from '../broadcast.ts';
import { BINARY } from '../elementwise-operations.ts';
import { JOB } from '../jobs.ts';
import { floatBits, type KernelHost } from '../kernel-host.ts';
import { allFloat, defineKernel, type KernelOverride } from '../kernel-override.ts';

interface BinaryInputs {
  a: tf.TensorInfo;
  b: tf.TensorInfo;
}

const FLOAT = 4;

/** One operation on two operands that broadcast to `shape`; null when their loops are too many for the kernel. */
function applyBinary(
  host: KernelHost,
  kind: number,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  shape: number[],
  parameter = 0,
): tf.TensorInfo | null {
  const loops = broadcastLoops(a.shape, b.shape, shape);
  if (loops === null) return null;
  const { rows, outer, middle, inner, elements } = loops;
  const out = host.output(shape);
  host.run(
    JOB.binary,
    {
      ...{ kind, a: host.address(a), b: host.address(b), out: host.address(out) },
      ...{ middle: middle.size, inner: inner.size, elements },
      ...{ aOuter: outer.aStep * FLOAT, aMiddle: middle.aStep * FLOAT, aInner: inner.aStep },
      ...{ bOuter: outer.bStep * FLOAT, bMiddle: middle.bStep * FLOAT, bInner: inner.bStep },
      parameter: floatBits(parameter),
    },
    rows,
    Math.max(1, Math.floor(host.tuning.chunkElements / inner.size)),
  );
  return out;
}

function outputShape({ a, b }: BinaryInputs): number[] {
  return tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
}

function must(out: tf.TensorInfo | null): tf.TensorInfo {
  if (out === null) throw new Error('These shapes broadcast in too many ways for the kernel');
  return out;
}

function binaryKernel(kernelName: string, kind: number): KernelOverride {
  return defineKernel<BinaryInputs>({
    kernelName,
    supports: ({ inputs }) =>
      allFloat(inputs.a, inputs.b) &&
      broadcastLoops(inputs.a.shape, inputs.b.shape, outputShape(inputs)) !== null,
    compute: ({ host, inputs }) => must(applyBinary(host, kind, inputs.a, inputs.b, outputShape(inputs))),
  });
}

/** dy where x > 0, else dy * alpha: the gradient of relu (alpha 0) and leaky relu. */
const leakyReluGradient = defineKernel<{ x: tf.TensorInfo; dy: tf.TensorInfo }, { alpha: number }>({
  kernelName: 'YotoLeakyReluGrad',
  supports: ({ inputs: { x, dy } }) => allFloat(x, dy) && tf.util.arraysEqual(x.shape, dy.shape),
  compute: ({ host, inputs: { x, dy }, attrs }) =>
    must(applyBinary(host, BINARY.leakyReluGradient, x, dy, x.shape, attrs.alpha)),
});

/** The gradient of a function of one operand, from dy and what was saved: the operand or the result. */
const unaryGradient = defineKernel<{ saved: tf.TensorInfo; dy: tf.TensorInfo }, { kind: number }>({
  kernelName: 'YotoUnaryGrad',
  supports: ({ inputs: { saved, dy } }) => allFloat(saved, dy),
  compute: ({ host, inputs: { saved, dy }, attrs }) =>
    must(applyBinary(host, attrs.kind, saved, dy, saved.shape)),
});

/** 1 where a comparison holds, else 0. */
const compare = defineKernel<BinaryInputs, { kind: number }>({
  kernelName: 'YotoCompare',
  supports: ({ inputs }) =>
    allFloat(inputs.a, inputs.b) &&
    broadcastLoops(inputs.a.shape, inputs.b.shape, outputShape(inputs)) !== null,
  compute: ({ host, inputs, attrs }) =>
    must(applyBinary(host, attrs.kind, inputs.a, inputs.b, outputShape(inputs))),
});

/** x repeated along its axes of size 1: the gradient of a sum. */
const broadcastTo = defineKernel<{ x: tf.TensorInfo }, { shape: number[] }>({
  kernelName: 'YotoBroadcastTo',
  supports: ({ inputs: { x }, attrs }) => allFloat(x) && broadcastLoops(x.shape, [], attrs.shape) !== null,
  compute: ({ host, inputs: { x }, attrs }) =>
    must(applyBinary(host, BINARY.first, x, { ...x, shape: [] }, attrs.shape)),
});

export const binaryKernels: KernelOverride[] = [
  binaryKernel('Add', BINARY.add),
  binaryKernel('Sub', BINARY.subtract),
  binaryKernel('Multiply', BINARY.multiply),
  binaryKernel('RealDiv', BINARY.divide),
  binaryKernel('Maximum', BINARY.maximum),
  binaryKernel('Minimum', BINARY.minimum),
  binaryKernel('SquaredDifference', BINARY.squaredDifference),
  ...[leakyReluGradient, unaryGradient, compare, broadcastTo],
];
