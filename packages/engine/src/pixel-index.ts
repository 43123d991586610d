// Which source position each result position is, along one axis.

/** Of an axis of `size` with mirrored borders; `reflect` does not repeat the edge, `symmetric` does. */
export function mirroredIndex(
  size: number,
  [before, after]: [number, number],
  mode: 'reflect' | 'symmetric',
): number[] {
  const edge = mode === 'reflect' ? 0 : 1;
  return Array.from({ length: before + size + after }, (_, index) => {
    const at = index - before;
    if (at < 0) return -at - edge;
    return at < size ? at : 2 * (size - 1) - at + edge;
  });
}

/** Of an axis of `size` resized to `outSize` by the nearest neighbour, as TensorFlow does it. */
export function nearestIndex(
  size: number,
  outSize: number,
  { alignCorners, halfPixelCenters }: { alignCorners: boolean; halfPixelCenters: boolean },
): number[] {
  const aligned = alignCorners && outSize > 1;
  const scale = aligned ? (size - 1) / (outSize - 1) : size / outSize;
  return Array.from({ length: outSize }, (_, index) => {
    const at = scale * (halfPixelCenters ? index + 0.5 : index);
    return Math.max(0, Math.min(size - 1, alignCorners ? Math.round(at) : Math.floor(at)));
  });
}

/** Whether paddings are borders of images [batch, height, width, channels]: rows and columns, nothing else. */
export function padsImages(shape: number[], paddings: readonly [number, number][]): boolean {
  return shape.length === 4 && [paddings[0], paddings[3]].flat().every((size) => size === 0);
}
