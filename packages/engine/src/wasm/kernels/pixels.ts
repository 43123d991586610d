// Mirrored borders and nearest-neighbour resizing: every pixel of the result is one of the source's.
import { mirroredIndex, nearestIndex, padsImages } from '../../pixel-index.ts';
import type { tf } from '../../tf.ts';
import { JOB } from '../jobs.ts';
import { type KernelHost, sizeOf } from '../kernel-host.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';

/** Rows and columns of the source that the result's rows and columns are. */
interface PixelTables {
  rows: number[];
  columns: number[];
}

type ImageShape = [number, number, number, number];

const isImages = (x: tf.TensorInfo): boolean => x.shape.length === 4 && sizeOf(x.shape) > 0 && allFloat(x);

/** `image` is the source or its gradient, `result` what has the tables' size. */
function runOnPixels(
  host: KernelHost,
  job: number,
  image: tf.TensorInfo,
  result: tf.TensorInfo,
  { rows, columns }: PixelTables,
): void {
  const [batch, height, width, channels] = image.shape as ImageShape;
  const tables = host.scratch(4 * (rows.length + columns.length));
  host.writeWords(tables, [...rows, ...columns]);
  const [addressOfImage, addressOfResult] = [host.address(image), host.address(result)];
  const words = {
    ...{ addressOfImage, addressOfResult, rows: tables, columns: tables + 4 * rows.length },
    ...{ height, width, outHeight: rows.length, outWidth: columns.length, channels },
  };
  const units = job === JOB.gatherPixels ? batch * rows.length : batch;
  const elements = sizeOf(result.shape) / units;
  host.run(job, words, units, Math.max(1, Math.floor(host.tuning.chunkElements / elements)));
}

function gather(host: KernelHost, x: tf.TensorInfo, tables: PixelTables): tf.TensorInfo {
  const [batch, , , channels] = x.shape as ImageShape;
  const out = host.output([batch, tables.rows.length, tables.columns.length, channels]);
  runOnPixels(host, JOB.gatherPixels, x, out, tables);
  return out;
}

function scatter(host: KernelHost, dy: tf.TensorInfo, shape: number[], tables: PixelTables): tf.TensorInfo {
  const dx = host.output(shape);
  runOnPixels(host, JOB.scatterPixels, dx, dy, tables);
  return dx;
}

interface MirrorPadAttrs {
  paddings: [number, number][];
  mode: 'reflect' | 'symmetric';
}

function mirrorTables(shape: number[], { paddings, mode }: MirrorPadAttrs): PixelTables {
  const [rows = [], columns = []] = [1, 2].map((axis) =>
    mirroredIndex(shape[axis] ?? 1, paddings[axis] ?? [0, 0], mode),
  );
  return { rows, columns };
}

export const mirrorPad = defineKernel<{ x: tf.TensorInfo }, MirrorPadAttrs>({
  kernelName: 'MirrorPad',
  supports: ({ inputs, attrs }) => isImages(inputs.x) && padsImages(inputs.x.shape, attrs.paddings),
  compute: ({ host, inputs: { x }, attrs }) => gather(host, x, mirrorTables(x.shape, attrs)),
});

export const mirrorPadGradient = defineKernel<{ dy: tf.TensorInfo }, MirrorPadAttrs & { shape: number[] }>({
  kernelName: 'YotoMirrorPadGrad',
  supports: ({ inputs, attrs }) => isImages(inputs.dy) && padsImages(inputs.dy.shape, attrs.paddings),
  compute: ({ host, inputs: { dy }, attrs }) =>
    scatter(host, dy, attrs.shape, mirrorTables(attrs.shape, attrs)),
});

interface ResizeAttrs {
  alignCorners: boolean;
  halfPixelCenters: boolean;
}

function resizeTables(shape: number[], [height = 1, width = 1]: number[], attrs: ResizeAttrs): PixelTables {
  return {
    rows: nearestIndex(shape[1] ?? 1, height, attrs),
    columns: nearestIndex(shape[2] ?? 1, width, attrs),
  };
}

export const resizeNearest = defineKernel<{ images: tf.TensorInfo }, ResizeAttrs & { size: number[] }>({
  kernelName: 'ResizeNearestNeighbor',
  supports: ({ inputs }) => isImages(inputs.images),
  compute: ({ host, inputs: { images }, attrs }) =>
    gather(host, images, resizeTables(images.shape, attrs.size, attrs)),
});

export const resizeNearestGradient = defineKernel<{ images: tf.TensorInfo; dy: tf.TensorInfo }, ResizeAttrs>({
  kernelName: 'ResizeNearestNeighborGrad',
  supports: ({ inputs }) => isImages(inputs.images) && isImages(inputs.dy),
  compute: ({ host, inputs: { images, dy }, attrs }) =>
    scatter(host, dy, images.shape, resizeTables(images.shape, dy.shape.slice(1, 3), attrs)),
});
