// Plans filter gradients with fewer products: see asm/winograd-gradient.ts. Blocks of rows of tiles follow one another, and
// each adds to the same sums, so that the order of additions depends on the shapes only.
import type { ConvolutionShape } from './convolution-shape.ts';
import { JOB } from './jobs.ts';
import { aligned, type KernelHost } from './kernel-host.ts';
import { panelsOf } from './matrix-product.ts';
import { POINTS, partWords, slotWords, tapParts, tiledPictures } from './winograd-tiles.ts';

const FLOAT = 4;
/** Tiles of a block: panels of 4 and of 8 channels of them stay in the first-level cache. */
const BLOCK_TILES = 256;
/** Panels of x that are used at once: LEFT_PANELS of asm/winograd-gradient.ts. */
const LEFT_PANELS = 4;

/** x [N,H,W,C], dy [N,OH,OW,CO] -> out [KH,KW,C,CO]; addresses. */
export function convolveFilterGradientWinograd(
  host: KernelHost,
  shape: ConvolutionShape,
  [x, dy, out]: [number, number, number],
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  const { filterHeight: rows, filterWidth: columns, strideHeight: stride, padInfo: pad } = shape;
  const parts = tapParts(rows, columns);
  const slots = parts.slots.length;
  const size = { outHeight, outWidth };
  const source = { src: x, height: inHeight, width: inWidth, channels: inChannels };
  const border = { top: pad.top, left: pad.left, firstColumn: 0 };
  const left = tiledPictures({ ...source, ...border, rows, columns, stride, ...size });
  const results = { src: dy, height: outHeight, width: outWidth, channels: outChannels };
  const alone = { top: 0, left: 0, firstColumn: 0, rows: 1, columns: 1, stride: 1 };
  const right = tiledPictures({ ...results, ...alone, ...size });
  const { tiles } = left;
  const tileRows = batchSize * left.tileRows;
  const blocks = Math.ceil(tileRows / Math.max(1, Math.floor(BLOCK_TILES / tiles)));
  const blockRows = Math.ceil(tileRows / blocks);
  const [leftPanels, rightPanels] = [inChannels / 4, panelsOf(outChannels)];
  const [leftPanel, rightPanel] = [blockRows * tiles * 4 * FLOAT, blockRows * tiles * 8 * FLOAT];
  const leftBytes = aligned(slots * leftPanels * leftPanel);
  const rightPoint = rightPanels * rightPanel;
  const rightBytes = aligned(POINTS * rightPoint);
  const sumBytes = aligned(slots * leftPanels * rightPanels * 4 * 8 * FLOAT);
  const threadBytes = aligned(Math.max(left.paddedBytes(1), right.paddedBytes(1)));
  const a = host.scratch(leftBytes + rightBytes + sumBytes + host.threads * threadBytes);
  const b = a + leftBytes;
  const sums = b + rightBytes;
  const groups = Math.ceil(leftPanels / LEFT_PANELS);
  for (let first = 0; first < tileRows; first += blockRows) {
    const units = Math.min(blockRows, tileRows - first);
    host.run(
      JOB.winogradFilterOperands,
      [
        ...[...Object.values(left.words), 1, parts.parts.length],
        ...partWords(parts, (column) => column * inChannels * FLOAT),
        ...slotWords(parts, (_, index) => [index * leftPanels * leftPanel, leftPanel]),
        ...Object.values(right.words),
        ...[a, b, rightPoint, rightPanel, first, sums + sumBytes, threadBytes],
      ],
      units,
      host.chunkUnits(units, 128 * tiles * (inChannels + outChannels)),
    );
    host.run(
      JOB.winogradFilterProducts,
      [
        ...[a, b, sums, units * tiles, leftPanels, rightPanels, leftPanel, rightPanel, rightPoint],
        ...[Number(first > 0), groups, ...parts.slots.map(({ point }) => point)],
      ],
      slots * groups,
      host.chunkUnits(slots * groups, 2 * units * tiles * 4 * LEFT_PANELS * outChannels),
    );
  }
  host.run(
    JOB.winogradFilterTaps,
    [
      ...[sums, out, leftPanels, rightPanels, outChannels],
      ...[inChannels * outChannels * FLOAT, columns * inChannels * outChannels * FLOAT, stride],
      ...[parts.parts.length, ...partWords(parts, (first) => first)],
    ],
    leftPanels,
    host.chunkUnits(leftPanels, 64 * slots * outChannels),
  );
}
