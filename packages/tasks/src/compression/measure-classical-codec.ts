/** What classical codecs reach on the evaluation pictures, by the metrics that measure the model. */
import { AppError } from '@yoto/core';
import { encodePicture, type PictureCodec } from '@yoto/datasets';
import { tf } from '@yoto/engine';
import type { Batches, HostArray, HostPicture } from '@yoto/training';
import { distortion } from './losses.ts';
import { pictureMetrics } from './metrics.ts';

const WHITE = 255;
const CHANNELS = 3;

/** Takes the decoded picture of an example. */
type ShowPicture = (example: number, picture: HostPicture) => Promise<void>;

/** What is computed of a decoded picture, in this order; the rest is known from the size of its file. */
const MEASURED = ['distortion', 'psnr', 'ms-ssim', 'ms-ssim-db'] as const;

type CodecValues = Record<'rate' | 'bpp' | 'file-bpp' | (typeof MEASURED)[number], number[]>;

/**
 * Loss terms and metrics of each evaluation picture, coded with one quality. The rate is that of the whole file, where the
 * model's is the estimate of its entropy coder. Throws `invalid_input` for an unknown codec.
 */
export async function measureClassicalCodec(
  { count, at }: Batches,
  { id, setting: quality, show }: { id: string; setting: number; show?: ShowPicture },
): Promise<CodecValues> {
  const codec = codecOf(id);
  const values: CodecValues = {
    rate: [],
    bpp: [],
    'file-bpp': [],
    distortion: [],
    psnr: [],
    'ms-ssim': [],
    'ms-ssim-db': [],
  };
  for (let index = 0; index < count; index++) {
    const { images } = await at(index);
    if (!images) throw new AppError('internal', `Evaluation batch ${index} has no images`);
    const { height, width } = sizeOf(images);
    const { bytes, pixels } = await encodePicture(toBytes(images), { height, width }, codec, { quality });
    const bitsPerPixel = (8 * bytes.length) / (height * width);
    values.rate.push(bitsPerPixel);
    values.bpp.push(bitsPerPixel);
    values['file-bpp'].push(bitsPerPixel);
    await show?.(index, { height, width, channels: CHANNELS, pixels });
    const measured = await measure(images, pixels);
    for (const [column, name] of MEASURED.entries()) values[name].push(measured[column] ?? Number.NaN);
  }
  return values;
}

function codecOf(id: string): PictureCodec {
  if (id === 'jpeg' || id === 'webp' || id === 'avif') return id;
  throw new AppError('invalid_input', `There is no codec "${id}": choose jpeg, webp or avif`);
}

/** Of a batch of one picture, `[1, height, width, 3]`. */
function sizeOf({ shape }: HostArray): { height: number; width: number } {
  const [batch, height = 0, width = 0] = shape;
  if (batch === 1) return { height, width };
  throw new AppError('internal', `Pictures are coded one by one, and a batch has ${batch}`);
}

/** From [0, 1] to the bytes that they were read from. */
const toBytes = ({ data }: HostArray): Uint8Array =>
  Uint8Array.from(data, (value) => Math.round(value * WHITE));

/** The values of `MEASURED`. */
async function measure({ data, shape }: HostArray, pixels: Uint8Array): Promise<Float32Array> {
  const values = tf.tidy(() => {
    const size = [...shape] as [number, number, number, number];
    const images = tf.tensor4d(data, size);
    const decoded = tf.tensor4d(
      Float32Array.from(pixels, (byte) => byte / WHITE),
      size,
    );
    const metrics = { ...pictureMetrics(decoded, images), distortion: distortion(decoded, images) };
    return tf.concat(MEASURED.map((name) => metrics[name]));
  });
  try {
    return await values.data<'float32'>();
  } finally {
    values.dispose();
  }
}
