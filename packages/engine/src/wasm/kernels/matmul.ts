import { tf } from '../../tf.ts';
import { ACTIVATION, type Epilogue, NO_EPILOGUE } from '../activation.ts';
import { type KernelHost, sizeOf } from '../kernel-host.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';
import { multiply } from '../matrix-product.ts';

interface MatMulInputs {
  a: tf.TensorInfo;
  b: tf.TensorInfo;
}

interface MatMulAttrs {
  transposeA: boolean;
  transposeB: boolean;
}

interface MatMulShape {
  m: number;
  k: number;
  n: number;
  outShape: number[];
  batches: number;
  /** Elements from one matrix of a (b) to the next; 0: the same for the whole batch. */
  aStep: number;
  bStep: number;
}

/** null: an odd broadcast of batch dimensions, left to the stock kernel. */
function matMulShape({ a, b }: MatMulInputs, { transposeA, transposeB }: MatMulAttrs): MatMulShape | null {
  const [aRows = 1, aColumns = 1] = a.shape.slice(-2);
  const [bRows = 1, bColumns = 1] = b.shape.slice(-2);
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [n, bk] = transposeB ? [bRows, bColumns] : [bColumns, bRows];
  const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [aBatches, bBatches] = [sizeOf(aBatch), sizeOf(bBatch)];
  const batchShape = tf.backend_util.assertAndGetBroadcastShape(aBatch, bBatch);
  const batches = Math.max(aBatches, bBatches);
  const plain = (aBatches === bBatches || aBatches === 1 || bBatches === 1) && sizeOf(batchShape) === batches;
  if (k !== bk || !plain || m * n * k === 0) return null;
  const steps = { aStep: aBatches > 1 ? m * k : 0, bStep: bBatches > 1 ? k * n : 0 };
  return { m, k, n, outShape: [...batchShape, m, n], batches, ...steps };
}

function matMul(
  host: KernelHost,
  inputs: MatMulInputs,
  attrs: MatMulAttrs,
  epilogue: Epilogue,
): tf.TensorInfo {
  const shape = matMulShape(inputs, attrs);
  if (shape === null) throw new Error('matMul: unsupported shapes');
  const { m, n, k } = shape;
  const out = host.output(shape.outShape);
  const { transposeA, transposeB } = attrs;
  for (let i = 0; i < shape.batches; i++) {
    const a = host.address(inputs.a) + 4 * i * shape.aStep;
    const b = host.address(inputs.b) + 4 * i * shape.bStep;
    multiply(host, {
      a,
      b,
      out: host.address(out) + 4 * i * m * n,
      m,
      n,
      k,
      transposeA,
      transposeB,
      epilogue,
    });
  }
  return out;
}

export const batchMatMul = defineKernel<MatMulInputs, MatMulAttrs>({
  kernelName: 'BatchMatMul',
  supports: ({ inputs, attrs }) => allFloat(inputs.a, inputs.b) && matMulShape(inputs, attrs) !== null,
  compute: ({ host, inputs, attrs }) => matMul(host, inputs, attrs, NO_EPILOGUE),
});

interface FusedInputs extends MatMulInputs {
  bias?: tf.TensorInfo;
  preluActivationWeights?: tf.TensorInfo;
}

interface FusedAttrs extends MatMulAttrs {
  activation?: string;
  leakyreluAlpha?: number;
}

/** tfjs's default slope. */
const LEAKY_RELU_ALPHA = 0.2;

export const fusedMatMul = defineKernel<FusedInputs, FusedAttrs>({
  kernelName: '_FusedMatMul',
  supports({ inputs, attrs }) {
    const shape = matMulShape(inputs, attrs);
    if (shape === null || !allFloat(inputs.a, inputs.b)) return false;
    const perColumn = inputs.bias === undefined || sizeOf(inputs.bias.shape) === shape.n;
    return (
      perColumn && (attrs.activation ?? 'linear') in ACTIVATION && inputs.preluActivationWeights === undefined
    );
  },
  compute: ({ host, inputs, attrs }) =>
    matMul(host, inputs, attrs, {
      bias: inputs.bias === undefined ? 0 : host.address(inputs.bias),
      activation: ACTIVATION[attrs.activation ?? 'linear'] ?? 0,
      alpha: attrs.leakyreluAlpha ?? LEAKY_RELU_ALPHA,
    }),
});
