import type { tf } from '../../tf.ts';
import { UNARY } from '../elementwise-operations.ts';
import { JOB } from '../jobs.ts';
import { floatBits, type KernelHost, sizeOf } from '../kernel-host.ts';
import { allFloat, defineKernel, type KernelOverride } from '../kernel-override.ts';

interface UnaryInputs {
  x: tf.TensorInfo;
}

/** Applies an operation to the values at `x`; `out` may be the same address. */
export function applyUnary(
  host: KernelHost,
  kind: number,
  x: number,
  out: number,
  count: number,
  p = 0,
  q = 0,
): void {
  const words = { kind, x, out, p: floatBits(p), q: floatBits(q) };
  host.run(JOB.unary, words, count, host.tuning.chunkElements);
}

function unaryKernel<Attrs>(
  kernelName: string,
  kind: number,
  parameters: (attrs: Attrs) => [number?, number?] = () => [],
): KernelOverride {
  return defineKernel<UnaryInputs, Attrs>({
    kernelName,
    supports: ({ inputs }) => allFloat(inputs.x) && sizeOf(inputs.x.shape) > 0,
    compute({ host, inputs: { x }, attrs }) {
      const out = host.output(x.shape);
      applyUnary(host, kind, host.address(x), host.address(out), sizeOf(x.shape), ...parameters(attrs));
      return out;
    },
  });
}

export const unaryKernels: KernelOverride[] = [
  unaryKernel('Neg', UNARY.negate),
  unaryKernel('Abs', UNARY.absolute),
  unaryKernel('Square', UNARY.square),
  unaryKernel('Sqrt', UNARY.squareRoot),
  unaryKernel('Rsqrt', UNARY.reciprocalRoot),
  unaryKernel('Reciprocal', UNARY.reciprocal),
  unaryKernel('Exp', UNARY.exponential),
  unaryKernel('Log', UNARY.logarithm),
  unaryKernel('Sigmoid', UNARY.sigmoid),
  unaryKernel('Softplus', UNARY.softplus),
  unaryKernel('Tanh', UNARY.hyperbolicTangent),
  unaryKernel('Erf', UNARY.errorFunction),
  unaryKernel('Round', UNARY.round),
  unaryKernel('Relu', UNARY.relu),
  unaryKernel<{ alpha: number }>('LeakyRelu', UNARY.leakyRelu, ({ alpha }) => [alpha]),
  unaryKernel<{ alpha: number }>('Step', UNARY.step, ({ alpha }) => [alpha]),
  unaryKernel<{ clipValueMin: number; clipValueMax: number }>('ClipByValue', UNARY.clip, (attrs) => [
    attrs.clipValueMin,
    attrs.clipValueMax,
  ]),
];
