// Plans convolutions with fewer products, for the filters that the tasks use between many channels: see
// asm/winograd-operands.ts.
import type { Epilogue } from './activation.ts';
import type { ConvolutionShape } from './convolution-shape.ts';
import { JOB } from './jobs.ts';
import { aligned, floatBits, type KernelHost } from './kernel-host.ts';
import { packedBytes, panelsOf } from './matrix-product.ts';
import { POINTS, partWords, slotWords, type TapParts, tapParts, tiledPictures } from './winograd-tiles.ts';

const FLOAT = 4;
/** Bytes of a panel of 8 channels at one position. */
const PANEL = 32;
/** Factors and sums of a block may take half of a second-level cache: twice what padded rows may. */
const BLOCK_PER_PADDED = 2;

/** Whether a convolution or its gradients save more products than the detour costs. */
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

/** Where the right factors of every point are, and bytes of all. */
interface Factors {
  offsets: number[];
  bytes: number;
}

function factorsOf({ partsOfPoint }: TapParts, depth: number, channels: number): Factors {
  const factors: Factors = { offsets: [], bytes: 0 };
  for (const parts of partsOfPoint) {
    factors.offsets.push(factors.bytes);
    factors.bytes += packedBytes(channels, parts * depth);
  }
  return factors;
}

/** `packTaps` writes the taps, [rows][columns][depth][channels], into panels of 8 channels at an address. */
export function convolveWinograd(
  host: KernelHost,
  plan: WinogradPlan,
  packTaps: (address: number) => void,
): void {
  const { batch, depth, channels, rows, columns, stride } = plan;
  const parts = tapParts(rows, columns);
  const factors = factorsOf(parts, depth, channels);
  const panels = panelsOf(channels);
  const pictures = tiledPictures({ ...plan, channels: depth });
  const { tileRows, tiles } = pictures;
  const left = leftFactors(parts, depth);
  const rowBytes = tiles * (left.bytes + POINTS * panels * PANEL);
  const budget = BLOCK_PER_PADDED * host.tuning.paddedBytes;
  const units = Math.ceil((batch * tileRows) / Math.max(1, Math.floor(budget / rowBytes)));
  const blockRows = Math.ceil((batch * tileRows) / units);
  const leftBytes = aligned(blockRows * tiles * left.bytes);
  // Padded rows are done with when the sums begin.
  const pointBytes = panels * blockRows * tiles * PANEL;
  const padding = pictures.paddedBytes(Math.min(blockRows, tileRows));
  const threadBytes = leftBytes + aligned(Math.max(padding, POINTS * pointBytes));
  const tapBytes = packedBytes(channels, rows * columns * depth);
  const taps = host.scratch(tapBytes + factors.bytes + host.threads * threadBytes);
  const [right, scratch] = [taps + tapBytes, taps + tapBytes + factors.bytes];
  packTaps(taps);
  host.run(
    JOB.winogradTaps,
    [
      ...[taps, right, depth, rows, columns, stride, parts.parts.length, 0],
      ...partWords(parts, (first) => first),
      ...slotWords(parts, ({ point, before }) => [
        (factors.offsets[point] ?? 0) + before * depth * PANEL,
        (parts.partsOfPoint[point] ?? 0) * depth * PANEL,
      ]),
    ],
    panels,
    host.chunkUnits(panels, 8 * rows * columns * depth * 8),
  );
  host.run(
    JOB.winograd,
    [
      ...[...Object.values(pictures.words), 0, parts.parts.length],
      ...partWords(parts, (first) => (plan.firstColumn + first) * depth * FLOAT),
      ...slotWords(parts, ({ point, before }) => [
        blockRows * tiles * (left.before[point] ?? 0) + before * depth * FLOAT,
        (parts.partsOfPoint[point] ?? 0) * depth * FLOAT,
      ]),
      ...[plan.out, plan.outImage, plan.outRow, plan.outStep, plan.outHeight, plan.outWidth, channels],
      ...[plan.epilogue.bias, plan.epilogue.activation, floatBits(plan.epilogue.alpha)],
      ...[scratch, threadBytes, blockRows, batch * tileRows, leftBytes, blockRows * tiles * PANEL, pointBytes],
      ...parts.partsOfPoint.flatMap((count, point) => [
        ...[blockRows * tiles * (left.before[point] ?? 0), count * depth],
        right + (factors.offsets[point] ?? 0),
      ]),
    ],
    units,
    host.chunkUnits(units, 8 * blockRows * tiles * rows * columns * depth * channels),
  );
}

/** Bytes of a tile's left factors at all points, and at those before each. */
function leftFactors({ partsOfPoint }: TapParts, depth: number): { before: number[]; bytes: number } {
  const before: number[] = [];
  let bytes = 0;
  for (const count of partsOfPoint) {
    before.push(bytes);
    bytes += count * depth * FLOAT;
  }
  return { before, bytes };
}
