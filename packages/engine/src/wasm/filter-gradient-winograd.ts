// Plans filter gradients with fewer products: see asm/winograd-gradient.ts. Blocks of rows of tiles follow one another, and
// each adds to the same sums, so that the order of additions depends on the shapes only.
import type { ConvolutionShape } from './convolution-shape.ts';
import { JOB } from './jobs.ts';
import { aligned, type KernelHost } from './kernel-host.ts';
import { panelsOf } from './matrix-product.ts';
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
/** What it costs to make a tile's operands, in floating-point operations of a product a channel. */
const OPERAND_FLOPS = 400;
/** Panels of x that are used at once: LEFT_PANELS of asm/winograd-gradient.ts. */
const LEFT_PANELS = 4;

/** x [N,H,W,C], dy [N,OH,OW,CO] -> out [KH,KW,C,CO]; addresses. */
export function convolveFilterGradientWinograd(
  host: KernelHost,
  shape: ConvolutionShape,
  [x, dy, out]: [number, number, number],
): void {
  const { batchSize, inChannels, outChannels } = shape;
  const parts = tapParts(shape.filterHeight, shape.filterWidth);
  const [left, right] = picturesOf(shape, x, dy);
  const { tiles } = left;
  const tileRows = batchSize * left.tileRows;
  const blocks = Math.ceil(tileRows / Math.max(1, Math.floor(host.tuning.winogradTiles / tiles)));
  const blockRows = Math.ceil(tileRows / blocks);
  const slots = parts.slots.length;
  const [leftPanels, rightPanels] = [inChannels / 4, panelsOf(outChannels)];
  const [leftPanel, rightPanel] = [blockRows * tiles * 4 * FLOAT, blockRows * tiles * 8 * FLOAT];
  const leftBytes = aligned(slots * leftPanels * leftPanel);
  const rightPoint = rightPanels * rightPanel;
  const rightBytes = aligned(POINTS * rightPoint);
  const sumBytes = aligned(slots * leftPanels * rightPanels * 4 * 8 * FLOAT);
  const threadBytes = aligned(Math.max(left.paddedBytes(1), right.paddedBytes(1)));
  const a = host.scratch(leftBytes + rightBytes + sumBytes + host.threads * threadBytes);
  const [b, sums] = [a + leftBytes, a + leftBytes + rightBytes];
  const groups = Math.ceil(leftPanels / LEFT_PANELS);
  for (let first = 0; first < tileRows; first += blockRows) {
    const rows = Math.min(blockRows, tileRows - first);
    host.run(
      JOB.winogradFilterOperands,
      [
        ...[...Object.values(left.words), 1, parts.parts.length],
        ...partWords(parts, (column) => column * inChannels * FLOAT),
        ...slotWords(parts, (_, index) => [index * leftPanels * leftPanel, leftPanel]),
        ...[...Object.values(right.words), a, b, rightPoint, rightPanel, first, sums + sumBytes, threadBytes],
      ],
      rows,
      host.chunkUnits(rows, OPERAND_FLOPS * tiles * (inChannels + outChannels)),
    );
    host.run(
      JOB.winogradFilterProducts,
      [
        ...[a, b, sums, rows * tiles, leftPanels, rightPanels, leftPanel, rightPanel, rightPoint],
        ...[Number(first > 0), groups, ...parts.slots.map(({ point }) => point)],
      ],
      slots * groups,
      host.chunkUnits(slots * groups, 2 * rows * tiles * 4 * LEFT_PANELS * outChannels),
    );
  }
  combineSums(host, shape, parts, sums, out);
}

/** Of x, and of dy with 2x2 positions a tile. */
function picturesOf(shape: ConvolutionShape, x: number, dy: number): [TiledPictures, TiledPictures] {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo: pad } = shape;
  const size = { outHeight, outWidth, firstColumn: 0 };
  const left = tiledPictures({
    ...{ src: x, height: inHeight, width: inWidth, channels: inChannels, top: pad.top, left: pad.left },
    ...{ rows: shape.filterHeight, columns: shape.filterWidth, stride: shape.strideHeight, ...size },
  });
  const right = tiledPictures({
    ...{ src: dy, height: outHeight, width: outWidth, channels: outChannels, top: 0, left: 0 },
    ...{ rows: 1, columns: 1, stride: 1, ...size },
  });
  return [left, right];
}

function combineSums(
  host: KernelHost,
  { filterWidth, strideHeight, inChannels, outChannels }: ConvolutionShape,
  parts: TapParts,
  sums: number,
  out: number,
): void {
  const column = inChannels * outChannels * FLOAT;
  const panels = inChannels / 4;
  host.run(
    JOB.winogradFilterTaps,
    [
      ...[sums, out, panels, panelsOf(outChannels), outChannels, column, filterWidth * column, strideHeight],
      ...[parts.parts.length, ...partWords(parts, (first) => first)],
    ],
    panels,
    host.chunkUnits(panels, 64 * parts.slots.length * outChannels),
  );
}
