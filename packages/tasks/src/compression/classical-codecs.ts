/** The classical codecs that the learned one is compared with, by their quality. */
import type { CodecSpec } from '@yoto/core';

/** Spread over the rates of the paper's figures, about 0.1 to 2 bits per pixel of photographs. */
const codec = (id: string, label: string, description: string, defaults: readonly number[]): CodecSpec => ({
  id,
  label,
  description,
  setting: { name: 'quality', min: 1, max: 100, integer: true, defaults },
});

export const compressionCodecs: readonly CodecSpec[] = [
  codec(
    'jpeg',
    'JPEG',
    'libjpeg-turbo, 4:2:0, optimised Huffman tables',
    [5, 10, 20, 30, 50, 70, 80, 90, 95],
  ),
  codec('webp', 'WebP', 'libwebp, lossy, effort 4 of 6', [5, 15, 30, 45, 60, 75, 85, 92, 97]),
  codec('avif', 'AVIF', 'AV1 still pictures, 4:4:4, effort 4 of 9', [15, 25, 35, 45, 55, 65, 75, 85, 92]),
];
