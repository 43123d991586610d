/** What `yoto compress` and `yoto decompress` are asked. */
import type { TaskCommandOption, TaskCommandSpec } from '@yoto/core';

/** Not `.png` alone: that may be the original. */
export const DECODED_ENDING = '.decoded.png';
export const COMPRESSED_ENDING = '.yoto';

const COMMON: readonly TaskCommandOption[] = [
  {
    ...{ name: 'model', type: 'text', value: 'file' },
    description: 'the checkpoint file of the model, instead of asking the server for it',
  },
  { name: 'force', type: 'switch', description: 'replace a file that exists' },
];

export const compressionCommands: readonly TaskCommandSpec[] = [
  {
    name: 'compress',
    description: 'compress a picture with the trained model of a job of the task "compression"',
    arguments: [{ name: 'image', description: 'a PNG, JPEG or WebP file' }],
    options: [
      {
        ...{ name: 'job', type: 'job', value: 'job' },
        description: 'whose model: its id, or the beginning of one',
      },
      {
        ...{ name: 'lambda', type: 'number', value: 'weight', above: 0 },
        description: 'weight of the squared error: greater is larger and better',
      },
      {
        ...{ name: 'bpp', type: 'number', value: 'target', above: 0 },
        description: 'instead: the best picture in at most so many bits per pixel',
      },
      {
        ...{ name: 'out', short: 'o', type: 'text', value: 'file' },
        description: `where to (default: the name of the picture with ${COMPRESSED_ENDING})`,
      },
      {
        ...{ name: 'verify', type: 'switch', default: true },
        description: 'do not decode the file again to check and measure it',
      },
      ...COMMON,
    ],
    examples: [
      {
        typed: 'yoto compress photo.png --job 7d3f8a21 --lambda 0.02',
        meaning: 'photo.yoto, at one place of the trade-off',
      },
      {
        typed: 'yoto compress photo.png --job 7d3f8a21 --bpp 0.5',
        meaning: 'the best that fits into half a bit per pixel',
      },
    ],
  },
  {
    name: 'decompress',
    description: 'decode a picture that `yoto compress` wrote, as a PNG',
    arguments: [{ name: 'file', description: 'a .yoto file' }],
    options: [
      {
        ...{ name: 'out', short: 'o', type: 'text', value: 'file' },
        description: `where to (default: the name of the file with ${DECODED_ENDING})`,
      },
      ...COMMON,
    ],
    examples: [
      {
        typed: 'yoto decompress photo.yoto',
        meaning: `photo${DECODED_ENDING}; its model is kept here or asked for on the server`,
      },
      { typed: 'yoto decompress photo.yoto --model step-4000.safetensors', meaning: 'without a server' },
    ],
  },
];
