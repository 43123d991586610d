/**
 * The values for real photographs were computed in double precision by another program (NumPy, filters as sums of shifted
 * arrays, no library of image quality), from the same integer distortions of the same Kodak pictures.
 */
import { openDataset, type SizedImage } from '@yoto/datasets';
import { tf } from '@yoto/engine';
import { describeOnEngines, enginesHere } from '@yoto/testkit/engines-here';
import { describe, expect, test } from 'vitest';
import { peakSignalToNoiseRatio } from './metrics.ts';
import { msSsim } from './ms-ssim.ts';

const dataDir = process.env.YOTO_TEST_DATA;

/** A channel of a pixel, changed. */
type Distortion = (
  at: (row: number, column: number) => number,
  row: number,
  column: number,
  channel: number,
) => number;

const posterised: Distortion = (at, row, column) => Math.floor(at(row, column) / 32) * 32 + 16;
const pixelated: Distortion = (at, row, column) => {
  const [top, left] = [row - (row % 4), column - (column % 4)];
  let sum = 8;
  for (let i = 0; i < 16; i++) sum += at(top + Math.floor(i / 4), left + (i % 4));
  return Math.floor(sum / 16);
};
const noisy: Distortion = (at, row, column, channel) => {
  const noise = ((row * 7919 + column * 104729 + channel * 1299709 + row * column * 31) % 41) - 20;
  return Math.min(255, Math.max(0, at(row, column) + noise));
};

/** In the order of the folder's names: kodim01, kodim03 and kodim05; of each the whole and 101 x 131 pixels of it. */
const PHOTOGRAPHS = [
  {
    distort: posterised,
    psnr: 28.66144,
    similarity: 0.96823134,
    crop: { psnr: 28.537163, similarity: 0.94353055 },
  },
  {
    distort: pixelated,
    psnr: 28.465029,
    similarity: 0.95995571,
    crop: { psnr: 23.991542, similarity: 0.90027528 },
  },
  {
    distort: noisy,
    psnr: 26.805893,
    similarity: 0.96527209,
    crop: { psnr: 26.789851, similarity: 0.9596861 },
  },
].map((one, index) => ({ ...one, index }));

const asImages = ({ height, width, data }: SizedImage) => tf.tensor4d(data, [1, height, width, 3]);

function distorted({ height, width, data }: SizedImage, distort: Distortion): SizedImage {
  const changed = data.map((_, index) => {
    const channel = index % 3;
    const [row, column] = [Math.floor(index / (3 * width)), Math.floor(index / 3) % width];
    const at = (r: number, c: number) => Math.round((data[(r * width + c) * 3 + channel] as number) * 255);
    return distort(at, row, column, channel) / 255;
  });
  return { height, width, data: changed };
}
const valuesOf = (tensor: tf.Tensor) => [...tensor.dataSync()];

describeOnEngines(await enginesHere(), () => {
  test.skipIf(!dataDir).each(PHOTOGRAPHS)(
    'of Kodak photograph $index is that of another program (set YOTO_TEST_DATA to a folder with kodak/ to run this)',
    async ({ index, distort, psnr, similarity, crop }) => {
      const params = { folder: 'photos', evaluationFolder: 'kodak', cropSize: 64 };
      const dataset = await openDataset('images', params, { dataDir: dataDir as string, ownThread: false });
      const photograph = await dataset.evaluationImage(index);
      await dataset.close();
      tf.tidy(() => {
        const pair = [asImages(photograph), asImages(distorted(photograph, distort))] as const;
        expect(Math.abs((valuesOf(msSsim(...pair))[0] ?? 0) - similarity)).toBeLessThan(1e-4);
        expect(valuesOf(peakSignalToNoiseRatio(...pair))[0]).toBeCloseTo(psnr, 3);
        // Four scales, and odd sides at each.
        const [first, second] = pair.map((x) => tf.slice(x, [0, 40, 60, 0], [1, 101, 131, 3])) as [
          tf.Tensor4D,
          tf.Tensor4D,
        ];
        expect(Math.abs((valuesOf(msSsim(first, second))[0] ?? 0) - crop.similarity)).toBeLessThan(1e-4);
        expect(valuesOf(peakSignalToNoiseRatio(first, second))[0]).toBeCloseTo(crop.psnr, 3);
      });
    },
  );

  describe('of patterns', () => {
    const waves = (batch: number, side: number) => {
      const values = Array.from(
        { length: batch * side * side * 3 },
        (_, i) => 0.5 + 0.4 * Math.sin(i * 0.37 + (i % 97)),
      );
      return tf.tensor4d(values, [batch, side, side, 3]);
    };
    test.each([11, 64, 161, 176])('is 1 of equal images, and less of others (side %i)', (side) => {
      tf.tidy(() => {
        const images = waves(1, side);
        expect(valuesOf(msSsim(images, images))[0]).toBeCloseTo(1, 5);
        const other = valuesOf(msSsim(images, tf.mul(images, 0.7)))[0];
        expect(other).toBeLessThan(0.98);
        expect(other).toBeGreaterThan(0.3);
      });
    });
    test('is of each image of the batch alone', () => {
      tf.tidy(() => {
        const images = waves(2, 32);
        const changed = tf.concat([
          tf.slice(images, [0, 0, 0, 0], [1, -1, -1, -1]),
          tf.slice(tf.mul(images, 0.8), [1, 0, 0, 0], [1, -1, -1, -1]),
        ]) as tf.Tensor4D;
        const [same, other] = valuesOf(msSsim(images, changed)) as [number, number];
        expect(same).toBeCloseTo(1, 5);
        expect(other).toBeLessThan(0.99);
      });
    });
    test('of opposite images is 0, and finite', () => {
      tf.tidy(() => {
        const images = waves(1, 64);
        expect(valuesOf(msSsim(images, tf.sub(1, images)))).toEqual([0]);
      });
    });
  });
});
