import type { tf } from '../../tf.ts';
import { JOB } from '../jobs.ts';
import { floatBits, type KernelHost, sizeOf } from '../kernel-host.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';

/** x [images, ..., channels], scale and shift [images, channels]. */
interface FilmInputs {
  x: tf.TensorInfo;
  scale: tf.TensorInfo;
  shift: tf.TensorInfo;
}

interface FilmGradientInputs extends FilmInputs {
  dy: tf.TensorInfo;
}

interface FilmAttrs {
  /** Of a leaky ReLU afterwards; 1: none. */
  slope: number;
}

function sizes({ shape }: tf.TensorInfo): { images: number; positions: number; channels: number } {
  return { images: shape[0] ?? 1, positions: sizeOf(shape.slice(1, -1)), channels: shape.at(-1) ?? 1 };
}

function chunkImages(host: KernelHost, positions: number, channels: number): number {
  return Math.max(1, Math.floor(host.tuning.chunkElements / (positions * channels)));
}

/** A leaky ReLU of x * scale + shift. */
export const film = defineKernel<FilmInputs, FilmAttrs>({
  kernelName: 'YotoFilm',
  supports: ({ inputs: { x, scale, shift } }) => allFloat(x, scale, shift),
  compute({ host, inputs: { x, scale, shift }, attrs }) {
    const out = host.output(x.shape);
    const { images, positions, channels } = sizes(x);
    const addresses = [x, scale, shift, out].map((tensor) => host.address(tensor));
    host.run(
      JOB.film,
      [...addresses, positions, channels, floatBits(attrs.slope)],
      images,
      chunkImages(host, positions, channels),
    );
    return out;
  },
});

/** Outputs: the gradients of x, scale and shift. */
export const filmGradient = defineKernel<FilmGradientInputs, FilmAttrs>({
  kernelName: 'YotoFilmGrad',
  supports: ({ inputs: { x, scale, shift, dy } }) => allFloat(x, scale, shift, dy),
  compute({ host, inputs: { x, scale, shift, dy }, attrs }) {
    const outputs = [x, scale, scale].map(({ shape }) => host.output(shape));
    const { images, positions, channels } = sizes(x);
    const addresses = [x, scale, shift, dy, ...outputs].map((tensor) => host.address(tensor));
    host.run(
      JOB.filmGradient,
      [...addresses, positions, channels, floatBits(attrs.slope)],
      images,
      chunkImages(host, positions, channels),
    );
    return outputs;
  },
});
