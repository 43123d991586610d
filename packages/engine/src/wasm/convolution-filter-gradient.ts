// Plans a filter gradient. Chunks have gradients of their own, which are added in a fixed order at the end.
import { type ConvolutionShape, type PaddedInput, paddedInput } from './convolution-shape.ts';
import { suitsWinograd } from './convolution-winograd.ts';
import { convolveFilterGradientWinograd } from './filter-gradient-winograd.ts';
import { JOB } from './jobs.ts';
import { aligned, type KernelHost } from './kernel-host.ts';
import { panelsOf } from './matrix-product.ts';

const FLOAT = 4;
/** Output positions that are packed at once: panels of 8 channels of them stay in the first-level cache. */
const PACKED_POSITIONS = 256;
/** Taps that are packed at once: LEFT_PANELS of asm/filter-gradient.ts, of 4. */
const PACKED_TAPS = 16;
/** Bytes of operands read at once: a typical second-level cache, or a first-level one when read in place. */
const PACKED_BYTES = 700_000;
const IN_PLACE_BYTES = 65_536;
const MAX_GRADIENTS = 16;
const GRADIENTS_BYTES = 16e6;

/** How the positions are cut up, and the memory that a piece needs. */
interface Blocks {
  images: number;
  rows: number;
  /** Blocks an image; with more than one, a unit is a block, else an image. */
  perImage: number;
  /** Whether the operands are packed, or read in place. */
  packs: boolean;
}

function blocksOf(host: KernelHost, shape: ConvolutionShape, padded: PaddedInput): Blocks {
  const { batchSize, outHeight, outWidth, outChannels, filterHeight, strideHeight } = shape;
  const packs = outChannels >= host.tuning.packChannels;
  const whole = (images: number): Blocks => {
    return { images: Math.max(1, Math.min(batchSize, images)), rows: outHeight, perImage: 1, packs };
  };
  const parts = (wanted: number): Blocks => {
    const rows = Math.max(1, Math.min(outHeight, wanted));
    return { images: 1, rows, perImage: Math.ceil(outHeight / rows), packs };
  };
  if (packs) {
    const positions = outHeight * outWidth;
    if (positions > 2 * PACKED_POSITIONS) return parts(Math.floor(PACKED_POSITIONS / outWidth));
    return whole(
      Math.min(Math.round(PACKED_POSITIONS / positions), Math.floor(PACKED_BYTES / padded.imageBytes)),
    );
  }
  const budget = Math.min(IN_PLACE_BYTES, host.tuning.paddedBytes);
  const outRow = outWidth * outChannels * FLOAT;
  const imageBytes = padded.imageBytes + outHeight * outRow;
  if (imageBytes <= 2 * budget) return whole(Math.floor(budget / imageBytes));
  const sharedBytes = (filterHeight - strideHeight) * padded.rowBytes;
  return parts(Math.floor((budget - sharedBytes) / (strideHeight * padded.rowBytes + outRow)));
}

/** Scratch bytes of a thread: padded rows, then packed operands. */
function threadMemory(
  shape: ConvolutionShape,
  padded: PaddedInput,
  blocks: Blocks,
): { packing: number; bytes: number } {
  const { strideHeight, filterHeight, outWidth, outChannels } = shape;
  const rows =
    blocks.perImage > 1 ? (blocks.rows - 1) * strideHeight + filterHeight : blocks.images * padded.height;
  const padBytes = padded.needed ? aligned(rows * padded.rowBytes) : 64;
  if (!blocks.packs) return { packing: 0, bytes: padBytes };
  const positions = blocks.images * blocks.rows * outWidth;
  return {
    packing: padBytes,
    bytes: padBytes + aligned((panelsOf(outChannels) * 8 + PACKED_TAPS) * positions * FLOAT),
  };
}

/** Units a chunk: as many chunks as the work is worth and the memory for their gradients allows. */
function chunkOf(
  host: KernelHost,
  blocks: Blocks,
  units: number,
  flops: number,
  gradientBytes: number,
): number {
  const worthwhile = Math.max(1, Math.floor(flops / host.tuning.chunkFlops));
  const affordable = Math.max(2, Math.floor(GRADIENTS_BYTES / gradientBytes));
  const chunkUnits = Math.ceil(units / Math.min(MAX_GRADIENTS, worthwhile, affordable));
  return blocks.perImage === 1 ? Math.ceil(chunkUnits / blocks.images) * blocks.images : chunkUnits;
}

/** x [N,H,W,C], dy [N,OH,OW,CO] -> out [KH,KW,C,CO]; addresses. */
export function convolveFilterGradient(
  host: KernelHost,
  shape: ConvolutionShape,
  x: number,
  dy: number,
  out: number,
): void {
  if (suitsWinograd(host, shape)) {
    convolveFilterGradientWinograd(host, shape, [x, dy, out]);
    return;
  }
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo: pad } = shape;
  const padded = paddedInput(shape);
  const tapRow = filterWidth * inChannels;
  const weights = filterHeight * tapRow * outChannels;
  const gradientBytes = aligned(weights * FLOAT);
  const blocks = blocksOf(host, shape, padded);
  const units = batchSize * blocks.perImage;
  const flops = 2 * units * blocks.rows * outWidth * weights;
  const chunkUnits = chunkOf(host, blocks, units, flops, gradientBytes);
  const chunks = Math.ceil(units / chunkUnits);
  const memory = threadMemory(shape, padded, blocks);
  const scratch = host.scratch(host.threads * memory.bytes + (chunks > 1 ? chunks * gradientBytes : 0));
  const gradients = chunks > 1 ? scratch + host.threads * memory.bytes : out;
  const pixel = inChannels * FLOAT;
  host.run(
    JOB.filterGradient,
    {
      ...{ x, dy, xImage: inHeight * inWidth * pixel, dyImage: outHeight * outWidth * outChannels * FLOAT },
      ...{
        height: inHeight,
        row: inWidth * pixel,
        top: pad.top,
        left: pad.left * pixel,
        rowStep: strideHeight,
      },
      ...{
        paddedRow: padded.rowBytes,
        needsPadding: Number(padded.needed),
        scratch,
        threadBytes: memory.bytes,
      },
      ...{ step: strideWidth * pixel, paddedHeight: padded.height, filterHeight, tapRow },
      ...{ outHeight, outWidth, outChannels, gradients, gradientBytes },
      ...{
        blockImages: blocks.images,
        blockRows: blocks.rows,
        blocks: blocks.perImage,
        packing: memory.packing,
      },
    },
    units,
    chunkUnits,
  );
  if (chunks > 1) addGradients(host, gradients, gradientBytes, chunks, out, weights);
}

function addGradients(
  host: KernelHost,
  gradients: number,
  gradientBytes: number,
  chunks: number,
  out: number,
  weights: number,
): void {
  host.kernels.zero(out, weights * FLOAT);
  for (let chunk = 0; chunk < chunks; chunk++) {
    host.kernels.addTo(out, gradients + chunk * gradientBytes, weights);
  }
}
