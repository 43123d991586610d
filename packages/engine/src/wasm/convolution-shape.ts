import { tf } from '../tf.ts';

export type ConvolutionShape = ReturnType<typeof tf.backend_util.computeConv2DInfo>;

/** The attributes of tfjs's convolution kernels that ours look at. */
export interface ConvolutionAttrs {
  strides: [number, number] | number;
  pad: 'same' | 'valid' | number | [number, number][];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dataFormat?: string;
  dilations?: [number, number] | number;
}

/** Sizes, strides and padding of a convolution of `input` [N,H,W,C] with `filter` [KH,KW,C,CO]. */
export function convolutionShape(
  input: number[],
  filter: number[],
  attrs: ConvolutionAttrs,
): ConvolutionShape {
  return tf.backend_util.computeConv2DInfo(
    input as [number, number, number, number],
    filter as [number, number, number, number],
    attrs.strides,
    1,
    attrs.pad as 'same',
    attrs.dimRoundingMode,
    false,
    'channelsLast',
  );
}

/** Whether our kernels take it: channels last, no dilation. */
export function isPlainConvolution({ dataFormat, dilations }: ConvolutionAttrs): boolean {
  const dilated = dilations !== undefined && [dilations].flat().some((value) => value !== 1);
  return (dataFormat === undefined || dataFormat === 'NHWC') && !dilated;
}

/** A 1x1 convolution with stride 1 is a matrix product. */
export function isPointwise({
  filterHeight,
  filterWidth,
  strideHeight,
  strideWidth,
  padInfo: pad,
}: ConvolutionShape): boolean {
  const unit = filterHeight === 1 && filterWidth === 1 && strideHeight === 1 && strideWidth === 1;
  return unit && pad.top + pad.bottom + pad.left + pad.right === 0;
}

/** Output rows a unit of work makes: the padded input rows that it reads stay within `budget` bytes. */
export function rowsWithin(
  budget: number,
  outRows: number,
  rowStep: number,
  span: number,
  paddedRow: number,
): number {
  const rows = Math.floor((budget / paddedRow - span) / rowStep) + 1;
  return Math.max(1, Math.min(outRows, rows));
}

/** The zero-padded input that a convolution (or its filter gradient) reads. */
export interface PaddedInput {
  needed: boolean;
  height: number;
  rowBytes: number;
  imageBytes: number;
}

export function paddedInput(shape: ConvolutionShape): PaddedInput {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, padInfo: pad } = shape;
  const needed = pad.top + pad.bottom + pad.left + pad.right > 0;
  const reachedHeight = (outHeight - 1) * shape.strideHeight + shape.filterHeight;
  const reachedWidth = (outWidth - 1) * shape.strideWidth + shape.filterWidth;
  const height = needed ? Math.max(pad.top + inHeight, reachedHeight) : inHeight;
  const width = needed ? Math.max(pad.left + inWidth, reachedWidth) : inWidth;
  const rowBytes = width * inChannels * 4;
  return { needed, height, rowBytes, imageBytes: height * rowBytes };
}
