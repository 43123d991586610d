/** Pictures and values of a job's single examples as files: PNGs as they are made, then the list of them all. */
import { createHash } from 'node:crypto';
import {
  EXAMPLE_PICTURES,
  EXAMPLES_FILE,
  type ExamplePictureEntry,
  type ExamplesFile,
  parametersAt,
} from '@yoto/core';
import { encodePng } from '@yoto/datasets';
import type { ExamplePicture, ExampleValues } from '@yoto/training';
import { lambdaName, type PictureFile } from './picture-files.ts';

export interface ExampleFiles {
  picture(picture: ExamplePicture): Promise<PictureFile>;
  /** `examples.json`, which names every picture so far: what it lists is there before it. */
  list(values: ExampleValues): PictureFile;
}

export function exampleFiles(): ExampleFiles {
  const entries: ExamplePictureEntry[] = [];
  return {
    async picture({ pixels, channels, ...picture }) {
      const bytes = await encodePng(pixels, picture.width, picture.height, channels);
      const index = entries.length;
      const artifact = artifactName(picture, index);
      entries.push({ ...picture, artifact, sha256: createHash('sha256').update(bytes).digest('hex') });
      return { name: artifact, mediaType: 'image/png', file: `example-${index}.png`, bytes };
    },
    list(values) {
      const content = { version: 2, ...values, pictures: entries } satisfies ExamplesFile;
      const bytes = Buffer.from(JSON.stringify(content));
      return { name: EXAMPLES_FILE, mediaType: 'application/json', file: EXAMPLES_FILE, bytes };
    },
  };
}

/** `examples/0/original.png`, `examples/0/distortion=0.01.png`. */
function artifactName({ example, at }: Pick<ExamplePicture, 'example' | 'at'>, index: number): string {
  return `${EXAMPLE_PICTURES}${example}/${at === null ? 'original' : lambdaName(parametersAt(at), index)}.png`;
}
