// Plans a forward convolution, NHWC: one phase of the convolution job.
import type { Epilogue } from './activation.ts';
import { type ConvolutionShape, isPointwise, paddedInput, rowsWithin } from './convolution-shape.ts';
import { convolveWinograd, suitsWinograd } from './convolution-winograd.ts';
import { JOB } from './jobs.ts';
import { aligned, floatBits, type KernelHost } from './kernel-host.ts';
import { multiply, packedBytes } from './matrix-product.ts';

const FLOAT = 4;

/** x [N,H,W,C], filter [KH,KW,C,CO] -> out [N,OH,OW,CO]; addresses. */
export function convolveForward(
  host: KernelHost,
  shape: ConvolutionShape,
  x: number,
  filter: number,
  out: number,
  epilogue: Epilogue,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo: pad } = shape;
  if (isPointwise(shape)) {
    const m = batchSize * inHeight * inWidth;
    const operands = { a: x, b: filter, out, m, n: outChannels, k: inChannels };
    multiply(host, { ...operands, transposeA: false, transposeB: false, epilogue });
    return;
  }
  const depth = filterHeight * filterWidth * inChannels;
  const [pixel, outPixel] = [inChannels * FLOAT, outChannels * FLOAT];
  if (suitsWinograd(host, shape)) {
    convolveWinograd(
      host,
      {
        ...{ src: x, batch: batchSize, height: inHeight, width: inWidth, depth: inChannels },
        ...{ channels: outChannels, rows: filterHeight, columns: filterWidth, stride: strideHeight },
        ...{ top: pad.top, left: pad.left, firstColumn: 0, out, outHeight, outWidth, epilogue },
        ...{ outImage: outHeight * outWidth * outPixel, outRow: outWidth * outPixel, outStep: outPixel },
      },
      (taps) => host.kernels.packColumns(filter, outPixel, depth, outChannels, taps, 0, depth),
    );
    return;
  }
  const padded = paddedInput(shape);
  const blockRows = rowsWithin(
    host.tuning.paddedBytes,
    outHeight,
    strideHeight,
    filterHeight,
    padded.rowBytes,
  );
  const blocks = Math.ceil(outHeight / blockRows);
  const filterBytes = packedBytes(outChannels, depth);
  const blockBytes = aligned(((blockRows - 1) * strideHeight + filterHeight) * padded.rowBytes);
  const packed = host.scratch(filterBytes + (padded.needed ? blockBytes * host.threads : 0));
  host.kernels.packColumns(filter, outChannels * FLOAT, depth, outChannels, packed, 0, depth);
  const units = batchSize * blocks;
  host.run(
    JOB.convolution,
    {
      ...{ x, out, xImage: inHeight * inWidth * pixel, outImage: outHeight * outWidth * outPixel },
      ...{ height: inHeight, row: inWidth * pixel, top: pad.top, left: pad.left * pixel },
      ...{ rowStep: strideHeight, paddedRow: padded.rowBytes, needsPadding: Number(padded.needed) },
      ...{
        scratch: packed + filterBytes,
        blockBytes,
        step: strideWidth * pixel,
        span: filterHeight,
        outChannels,
      },
      ...{ bias: epilogue.bias, activation: epilogue.activation, alpha: floatBits(epilogue.alpha) },
      ...{ outStep: outPixel, outRow: outWidth * outPixel, phases: 1, blockRows, blocks },
      ...{ packed, tapRows: filterHeight, tapRow: filterWidth * inChannels },
      ...{ firstRow: 0, firstByte: 0, outOffset: 0, rowsAndColumns: (outHeight << 16) | outWidth },
    },
    units,
    host.chunkUnits(units, 2 * blockRows * outWidth * depth * outChannels),
  );
}
