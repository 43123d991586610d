// Plans convolutions with fewer products, for the filters that the tasks use between many channels: see
// asm/winograd-operands.ts.
import type { Epilogue } from './activation.ts';
import type { ConvolutionShape } from './convolution-shape.ts';
import { JOB } from './jobs.ts';
import { aligned, floatBits, type KernelHost } from './kernel-host.ts';
import { packedBytes, panelsOf } from './matrix-product.ts';
import {
  POINTS,
  partWords,
  slotWords,
  type TapParts,
  type TiledPictures,
  tapParts,
  tiledPictures,
} from './winograd-tiles.ts';

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

/** `packTaps` writes the taps, [rows][columns][depth][channels], into panels of 8 channels at an address. */
export function convolveWinograd(
  host: KernelHost,
  plan: WinogradPlan,
  packTaps: (address: number) => void,
): void {
  const { batch, rows, columns, depth, channels } = plan;
  const parts = tapParts(rows, columns);
  const pictures = tiledPictures({ ...plan, channels: depth });
  const block = blockOf(host, plan, parts, pictures);
  const tapBytes = packedBytes(channels, rows * columns * depth);
  const right = pointOffsets(parts, (count) => packedBytes(channels, count * depth));
  const taps = host.scratch(tapBytes + right.bytes + host.threads * block.threadBytes);
  const factors = right.offsets.map((offset) => taps + tapBytes + offset);
  packTaps(taps);
  transformTaps(host, plan, parts, taps, factors);
  host.run(
    JOB.winograd,
    [
      ...[...Object.values(pictures.words), 0, parts.parts.length],
      ...partWords(parts, (first) => (plan.firstColumn + first) * depth * FLOAT),
      ...slotWords(parts, ({ point, before }) => [
        (block.left[point] ?? 0) + before * depth * FLOAT,
        (parts.partsOfPoint[point] ?? 0) * depth * FLOAT,
      ]),
      ...[plan.out, plan.outImage, plan.outRow, plan.outStep, plan.outHeight, plan.outWidth, channels],
      ...[plan.epilogue.bias, plan.epilogue.activation, floatBits(plan.epilogue.alpha)],
      ...[taps + tapBytes + right.bytes, block.threadBytes, block.rows, batch * pictures.tileRows],
      ...[block.leftBytes, block.panelBytes, block.pointBytes],
      ...parts.partsOfPoint.flatMap((count, point) => [
        ...[block.left[point] ?? 0, count * depth, factors[point] ?? 0],
      ]),
    ],
    block.count,
    host.chunkUnits(block.count, 8 * block.rows * pictures.tiles * rows * columns * depth * channels),
  );
}

/** Where each point's piece of something is, and bytes of all pieces; `bytesOf` a point that so many parts have. */
function pointOffsets(
  { partsOfPoint }: TapParts,
  bytesOf: (parts: number) => number,
): { offsets: number[]; bytes: number } {
  const found = { offsets: [] as number[], bytes: 0 };
  for (const parts of partsOfPoint) {
    found.offsets.push(found.bytes);
    found.bytes += bytesOf(parts);
  }
  return found;
}

/** Rows of tiles that are done at once, of all images one after the other, and where their operands and sums are. */
interface Block {
  rows: number;
  count: number;
  /** Offset of each point's left factors, and bytes of all. */
  left: number[];
  leftBytes: number;
  /** Bytes between the sums of two panels and of two points. */
  panelBytes: number;
  pointBytes: number;
  threadBytes: number;
}

function blockOf(host: KernelHost, plan: WinogradPlan, parts: TapParts, pictures: TiledPictures): Block {
  const { tileRows, tiles, paddedBytes } = pictures;
  const panels = panelsOf(plan.channels);
  const leftBytesOf = (rows: number) => (count: number) => rows * tiles * count * plan.depth * FLOAT;
  const rowBytes = pointOffsets(parts, leftBytesOf(1)).bytes + POINTS * panels * tiles * PANEL;
  const most = Math.max(1, Math.floor((BLOCK_PER_PADDED * host.tuning.paddedBytes) / rowBytes));
  const count = Math.ceil((plan.batch * tileRows) / most);
  const rows = Math.ceil((plan.batch * tileRows) / count);
  const left = pointOffsets(parts, leftBytesOf(rows));
  const leftBytes = aligned(left.bytes);
  const panelBytes = rows * tiles * PANEL;
  const pointBytes = panels * panelBytes;
  // Padded rows are done with when the sums begin.
  const later = Math.max(paddedBytes(Math.min(rows, tileRows)), POINTS * pointBytes);
  const threadBytes = leftBytes + aligned(later);
  return { rows, count, left: left.offsets, leftBytes, panelBytes, pointBytes, threadBytes };
}

/** Packed taps to the right factors of every point, at `factors`. */
function transformTaps(
  host: KernelHost,
  { rows, columns, stride, depth, channels }: WinogradPlan,
  parts: TapParts,
  taps: number,
  factors: number[],
): void {
  const panels = panelsOf(channels);
  host.run(
    JOB.winogradTaps,
    [
      ...[taps, depth, rows, columns, stride, parts.parts.length],
      ...partWords(parts, (first) => first),
      ...slotWords(parts, ({ point, before }) => [
        (factors[point] ?? 0) + before * depth * PANEL,
        (parts.partsOfPoint[point] ?? 0) * depth * PANEL,
      ]),
    ],
    panels,
    host.chunkUnits(panels, 64 * rows * columns * depth),
  );
}
