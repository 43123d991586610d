// Plans convolutions with a third fewer products, for the filters that the tasks use between many channels: see
// asm/winograd.ts.
import type { Epilogue } from './activation.ts';
import { type ConvolutionShape, rowsWithin } from './convolution-shape.ts';
import { JOB } from './jobs.ts';
import { aligned, floatBits, type KernelHost } from './kernel-host.ts';
import { packedBytes, panelsOf } from './matrix-product.ts';

const FLOAT = 4;
/** Sums of products behind two neighbours. */
const SUMS = 4;
/** Operands are read again for every 8 output channels: they may take most of a second-level cache. */
const OPERANDS_PER_PADDED = 4;

/** First of the three columns of taps and first of the two, -1 where there are none, by columns of taps. */
const PARTS: Readonly<Record<number, { three: number; two: number }>> = {
  2: { three: -1, two: 0 },
  3: { three: 0, two: -1 },
  5: { three: 0, two: 1 },
};

/** Whether a convolution or its input gradient saves more products than the detour costs. */
export function suitsWinograd(host: KernelHost, shape: ConvolutionShape): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth } = shape;
  const { inChannels, outChannels, outHeight, outWidth } = shape;
  const isSquare = filterHeight === filterWidth && strideHeight === strideWidth;
  const isKnown = filterWidth === 2 * strideWidth + 1 && strideWidth <= 2;
  const isAligned = inChannels % 4 === 0 && outChannels % 4 === 0;
  const { winogradChannels, winogradPositions } = host.tuning;
  const isLarge =
    Math.min(inChannels, outChannels) >= winogradChannels && outHeight * outWidth >= winogradPositions;
  return isSquare && isKnown && isAligned && isLarge;
}

/** A convolution of `src` [batch, height, width, depth] to `channels` at outHeight x outWidth positions of `out`. */
interface WinogradPlan {
  src: number;
  batch: number;
  height: number;
  width: number;
  depth: number;
  channels: number;
  /** Rows and columns of taps, and their stride. */
  rows: number;
  columns: number;
  stride: number;
  /** Rows of zeros above the first row of taps; columns of zeros left of the image, and where the first column of taps is then. */
  top: number;
  left: number;
  firstColumn: number;
  out: number;
  outHeight: number;
  outWidth: number;
  /** Bytes from image to image, row to row and position to position. */
  outImage: number;
  outRow: number;
  outStep: number;
  epilogue: Epilogue;
}

/** `packTaps` writes the taps, [rows][columns][depth][channels], into panels of 8 channels at an address. */
export function convolveWinograd(
  host: KernelHost,
  plan: WinogradPlan,
  packTaps: (address: number) => void,
): void {
  const { src, batch, height, width, depth, channels, rows, columns, stride, left, firstColumn } = plan;
  const { three, two } = PARTS[columns] ?? { three: -1, two: -1 };
  const parts = Number(three >= 0) + Number(two >= 0);
  const pixel = depth * FLOAT;
  const pairs = Math.ceil(plan.outWidth / 2);
  const reached = firstColumn + (2 * pairs - 1) * stride + columns;
  const paddedRow = Math.max(left + width, reached) * pixel;
  const operandRow = SUMS * pairs * parts * pixel;
  const budget = OPERANDS_PER_PADDED * host.tuning.paddedBytes;
  const most = rowsWithin(budget, plan.outHeight, stride, rows, operandRow);
  const blocks = Math.ceil(plan.outHeight / most);
  const blockRows = Math.ceil(plan.outHeight / blocks);
  const sums = SUMS * blockRows * pairs * 8 * FLOAT;
  const threadBytes = aligned(((blockRows - 1) * stride + rows) * operandRow + paddedRow + sums);
  const tapBytes = packedBytes(channels, rows * columns * depth);
  const factorBytes = packedBytes(channels, rows * parts * depth);
  const taps = host.scratch(tapBytes + SUMS * factorBytes + host.threads * threadBytes);
  const factors = taps + tapBytes;
  packTaps(taps);
  const panels = panelsOf(channels);
  host.run(
    JOB.winogradTaps,
    { taps, factors, factorBytes, depth, rows, columns, stride, three, two },
    panels,
    host.chunkUnits(panels, 8 * rows * columns * depth * 8),
  );
  const units = batch * blocks;
  const partStart = (first: number) => (first < 0 ? -1 : (firstColumn + first) * pixel);
  host.run(
    JOB.winograd,
    {
      ...{ src, out: plan.out, srcImage: height * width * pixel, outImage: plan.outImage, height },
      ...{ row: width * pixel, top: plan.top, left: left * pixel, paddedRow },
      ...{ scratch: factors + SUMS * factorBytes, threadBytes, depth, channels },
      ...{ outHeight: plan.outHeight, outWidth: plan.outWidth, blockRows, blocks, factors, factorBytes },
      ...{ rows, stride, three: partStart(three), two: partStart(two) },
      ...{ outStep: plan.outStep, outRow: plan.outRow, bias: plan.epilogue.bias },
      ...{ activation: plan.epilogue.activation, alpha: floatBits(plan.epilogue.alpha) },
    },
    units,
    host.chunkUnits(units, 2 * blockRows * plan.outWidth * rows * columns * depth * channels),
  );
}
