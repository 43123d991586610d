/** What `yoto stylize` is asked. */
import type { TaskCommandSpec } from '@yoto/core';

export const STYLISED_ENDING = '.stylized.png';

export const styleCommands: readonly TaskCommandSpec[] = [
  {
    name: 'stylize',
    description:
      'paint a picture in the style of another, with the trained model of a job of the task "style-transfer"',
    arguments: [
      { name: 'content', description: 'what to paint: a PNG, JPEG or WebP file' },
      { name: 'style', description: 'in whose style: a PNG, JPEG or WebP file' },
    ],
    options: [
      {
        ...{ name: 'job', type: 'job', value: 'job' },
        description: 'whose model: its id, or the beginning of one',
      },
      {
        ...{ name: 'weights', type: 'text', value: 'list' },
        description: 'loss weights, e.g. content=2,style-1=1e-3; what is left out has its default',
      },
      {
        ...{ name: 'out', short: 'o', type: 'text', value: 'file' },
        description: `where to: .png, .jpg, .webp or .avif (default: the name of the content with ${STYLISED_ENDING})`,
      },
      {
        ...{ name: 'size', type: 'number', value: 'pixels', above: 0 },
        description: 'reduce the content until its longer side has so many pixels',
      },
      {
        ...{ name: 'style-size', type: 'number', value: 'pixels', above: 0 },
        description:
          'reduce the style until its shorter side has so many pixels (default: as in training); fewer make finer strokes',
      },
      {
        ...{ name: 'model', type: 'text', value: 'file' },
        description: 'the checkpoint file of the model, instead of asking the server for it',
      },
      { name: 'force', type: 'switch', description: 'replace a file that exists' },
    ],
    examples: [
      {
        typed: 'yoto stylize photo.jpg painting.jpg --job 7d3f8a21',
        meaning: 'photo.stylized.png, at the default weights',
      },
      {
        typed:
          'yoto stylize photo.jpg painting.jpg --job 7d3f8a21 --weights content=0.5,style-4=0.1 -o out.jpg',
        meaning: 'less of the photograph, more of the large shapes of the painting',
      },
    ],
  },
];
