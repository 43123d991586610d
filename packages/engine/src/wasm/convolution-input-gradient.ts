// Plans an input gradient (which is also the transposed convolution): one phase for each residue of the strides, so
// that no inserted zero is multiplied.
//
// Along one axis: dx[i] = sum over taps k = (i + padding) mod stride, k += stride of dy[(i + padding - k) / stride] w[k].
// With k = residue + stride * a and t = (i + padding - residue) / stride, that is rows t - a for a = 0 .. taps - 1.

import type { Epilogue } from './activation.ts';
import { type ConvolutionShape, rowsWithin } from './convolution-shape.ts';
import { convolveWinograd, suitsWinograd } from './convolution-winograd.ts';
import { JOB } from './jobs.ts';
import { aligned, floatBits, type KernelHost } from './kernel-host.ts';
import { packedBytes } from './matrix-product.ts';

const FLOAT = 4;

/** The input positions of one residue along one axis. */
interface AxisPhase {
  residue: number;
  /** Taps of the kernel with this residue. */
  taps: number;
  /** First input position, and how many there are (one every stride). */
  first: number;
  count: number;
  /** Output position that the first tap of the first input position reads. */
  start: number;
}

interface Axis {
  phases: AxisPhase[];
  /** Zeros that dy needs before and after. */
  before: number;
  after: number;
}

function axisPhases(inSize: number, outSize: number, kernel: number, stride: number, padding: number): Axis {
  const axis: Axis = { phases: [], before: 0, after: 0 };
  for (let residue = 0; residue < stride; residue++) {
    const taps = residue < kernel ? Math.ceil((kernel - residue) / stride) : 0;
    const first = (((residue - padding) % stride) + stride) % stride;
    const count = first < inSize ? Math.ceil((inSize - first) / stride) : 0;
    if (count === 0) continue;
    const start = (first + padding - residue) / stride;
    axis.phases.push({ residue, taps, first, count, start });
    if (taps === 0) continue;
    axis.before = Math.max(axis.before, taps - 1 - start);
    axis.after = Math.max(axis.after, start + count - 1 - (outSize - 1));
  }
  return axis;
}

interface Phase {
  row: AxisPhase;
  column: AxisPhase;
  /** Where its packed filter starts in the scratch memory. */
  offset: number;
}

interface InputGradientPlan {
  rows: Axis;
  columns: Axis;
  phases: Phase[];
  packedBytes: number;
  /** Padded rows of dy under one row of a phase, and the most rows a phase has. */
  span: number;
  phaseRows: number;
  /** Some inputs are read by no tap (a kernel smaller than the stride): their gradient is 0. */
  hasGaps: boolean;
}

function plan(shape: ConvolutionShape): InputGradientPlan {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo: pad } = shape;
  const rows = axisPhases(inHeight, outHeight, shape.filterHeight, shape.strideHeight, pad.top);
  const columns = axisPhases(inWidth, outWidth, shape.filterWidth, shape.strideWidth, pad.left);
  const result: InputGradientPlan = {
    rows,
    columns,
    phases: [],
    packedBytes: 0,
    span: 1,
    phaseRows: 0,
    hasGaps: false,
  };
  for (const row of rows.phases) {
    for (const column of columns.phases) {
      if (row.taps === 0 || column.taps === 0) {
        result.hasGaps = true;
        continue;
      }
      result.phases.push({ row, column, offset: result.packedBytes });
      result.packedBytes += packedBytes(inChannels, row.taps * column.taps * outChannels);
      result.span = Math.max(result.span, row.start + 1 + rows.before);
      result.phaseRows = Math.max(result.phaseRows, row.count);
    }
  }
  return result;
}

/** Rows are read in increasing order, start - (taps - 1) .. start, so the taps are stored reversed. */
function packTaps(
  host: KernelHost,
  shape: ConvolutionShape,
  filter: number,
  phase: Phase,
  out: number,
): void {
  const { inChannels, outChannels, filterWidth, strideHeight, strideWidth } = shape;
  const { row, column } = phase;
  const depth = row.taps * column.taps * outChannels;
  for (let i = 0; i < row.taps; i++) {
    for (let j = 0; j < column.taps; j++) {
      const y = row.residue + strideHeight * (row.taps - 1 - i);
      const x = column.residue + strideWidth * (column.taps - 1 - j);
      const tap = filter + (y * filterWidth + x) * inChannels * outChannels * FLOAT;
      const offset = (i * column.taps + j) * outChannels;
      host.kernels.packRows(tap, outChannels * FLOAT, outChannels, inChannels, out, offset, depth);
    }
  }
}

/** The same, with fewer products; addresses. */
function convolvePhases(
  host: KernelHost,
  shape: ConvolutionShape,
  [dy, filter, dx]: [number, number, number],
  epilogue: Epilogue,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  const { columns, phases } = plan(shape);
  const pixel = inChannels * FLOAT;
  for (const phase of phases) {
    const { row, column } = phase;
    convolveWinograd(
      host,
      {
        ...{ src: dy, batch: batchSize, height: outHeight, width: outWidth, depth: outChannels },
        ...{ channels: inChannels, rows: row.taps, columns: column.taps, stride: 1 },
        ...{ top: row.taps - 1 - row.start, left: columns.before },
        firstColumn: column.start - (column.taps - 1) + columns.before,
        out: dx + (row.first * inWidth + column.first) * pixel,
        ...{ outHeight: row.count, outWidth: column.count, outImage: inHeight * inWidth * pixel },
        ...{ outRow: shape.strideHeight * inWidth * pixel, outStep: shape.strideWidth * pixel, epilogue },
      },
      (taps) => packTaps(host, shape, filter, phase, taps),
    );
  }
}

/** dy [N,OH,OW,CO], filter [KH,KW,C,CO] -> dx [N,H,W,C], plus bias and activation; addresses. */
export function convolveInputGradient(
  host: KernelHost,
  shape: ConvolutionShape,
  dy: number,
  filter: number,
  dx: number,
  epilogue: Epilogue,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  if (suitsWinograd(host, shape)) {
    convolvePhases(host, shape, [dy, filter, dx], epilogue);
    return;
  }
  const { rows, columns, phases, span, phaseRows, packedBytes: filterBytes, hasGaps } = plan(shape);
  if (hasGaps) host.kernels.zero(dx, batchSize * inHeight * inWidth * inChannels * FLOAT);
  if (phases.length === 0) return;
  const needsPadding = rows.before + rows.after + columns.before + columns.after > 0;
  const paddedRow = (outWidth + columns.before + columns.after) * outChannels * FLOAT;
  const blockRows = rowsWithin(host.tuning.paddedBytes, phaseRows, 1, span, paddedRow);
  const blocks = Math.ceil(phaseRows / blockRows);
  const paddedBytes = aligned((blockRows - 1 + span) * paddedRow);
  const packed = host.scratch(filterBytes + (needsPadding ? paddedBytes * host.threads : 0));
  const { strideHeight, strideWidth, filterHeight, filterWidth } = shape;
  const pixel = inChannels * FLOAT;
  const words = Object.values({
    ...{ dy, dx, dyImage: outHeight * outWidth * outChannels * FLOAT, dxImage: inHeight * inWidth * pixel },
    ...{
      height: outHeight,
      row: outWidth * outChannels * FLOAT,
      top: rows.before,
      left: columns.before * outChannels * FLOAT,
    },
    ...{
      rowStep: 1,
      paddedRow,
      needsPadding: Number(needsPadding),
      scratch: packed + filterBytes,
      paddedBytes,
    },
    ...{ step: outChannels * FLOAT, span, channels: inChannels },
    ...{ bias: epilogue.bias, activation: epilogue.activation, alpha: floatBits(epilogue.alpha) },
    ...{
      outStep: strideWidth * pixel,
      outRow: strideHeight * inWidth * pixel,
      phases: phases.length,
      blockRows,
      blocks,
    },
  });
  for (const phase of phases) {
    const { row, column } = phase;
    packTaps(host, shape, filter, phase, packed + phase.offset);
    const firstRow = row.start - (row.taps - 1) + rows.before;
    const firstByte = (column.start - (column.taps - 1) + columns.before) * outChannels * FLOAT;
    words.push(packed + phase.offset, row.taps, column.taps * outChannels, firstRow, firstByte);
    words.push((row.first * inWidth + column.first) * pixel, (row.count << 16) | column.count);
  }
  const units = batchSize * blocks;
  const flops = 2 * outHeight * outWidth * filterHeight * filterWidth * inChannels * outChannels;
  host.run(JOB.convolution, words, units, host.chunkUnits(units, flops / blocks));
}
