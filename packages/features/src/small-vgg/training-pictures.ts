/** What the small network is trained on: crops of photographs and paintings, and CIFAR-10 pictures. RGB in [0, 1]. */
import { type ImageDataset, openDataset, trainingBatch } from '@yoto/datasets';
import { tf } from '@yoto/engine';

export interface TrainingPictures {
  /** Batch `step`, a function of (seed, step). */
  at(step: number): Promise<tf.Tensor4D>;
  /** Pictures that no batch has, by their kind. */
  heldOut(): Promise<Record<'photographs' | 'paintings' | 'cifar10', tf.Tensor4D>>;
  close(): Promise<void>;
}

/** Side of the crops of photographs and paintings, in pixels, and their number in a batch. */
const CROP = 64;
const PHOTOGRAPHS = 2;
const PAINTINGS = 2;
/** As many pixels as in the crops. */
const CIFAR_PICTURES = 16;
/** Every fourth batch is of CIFAR-10. */
const CIFAR_EVERY = 4;
/** Crops are of pictures reduced by up to this factor: the same things at many sizes. */
const MIN_SCALE = 0.3;
const HELD_OUT_SIDE = 256;
const HELD_OUT_CIFAR_PICTURES = 256;

export async function openTrainingPictures(dataDir: string, seed: number): Promise<TrainingPictures> {
  const images = (folder: string, cropSize: number) =>
    openDataset('images', { folder, cropSize, minScale: MIN_SCALE }, { dataDir });
  const photographs = await images('photos', CROP);
  const paintings = await images('paintings', CROP);
  const cifar10 = await openDataset('cifar10', {}, { dataDir });
  const draw = (dataset: ImageDataset, count: number, step: number) => {
    const indices = trainingBatch(dataset.trainSize, count, seed, step);
    return dataset.train(indices, { seed, stream: `pictures/${dataset.description}`, step });
  };
  const allHeldOut = async (folder: string) => {
    const dataset = await images(folder, HELD_OUT_SIDE);
    const indices = Array.from({ length: dataset.evaluationSize }, (_, index) => index);
    const pictures = tensorOf(dataset, await dataset.evaluation(indices));
    await dataset.close();
    return pictures;
  };
  return {
    async at(step) {
      if (step % CIFAR_EVERY === CIFAR_EVERY - 1)
        return tensorOf(cifar10, await draw(cifar10, CIFAR_PICTURES, step));
      const [first, second] = await Promise.all([
        draw(photographs, PHOTOGRAPHS, step),
        draw(paintings, PAINTINGS, step),
      ]);
      return tensorOf(photographs, Float32Array.from([...first, ...second]));
    },
    async heldOut() {
      const indices = Array.from({ length: HELD_OUT_CIFAR_PICTURES }, (_, index) => index);
      return {
        photographs: await allHeldOut('photos'),
        paintings: await allHeldOut('paintings'),
        cifar10: tensorOf(cifar10, await cifar10.evaluation(indices)),
      };
    },
    async close() {
      for (const dataset of [photographs, paintings, cifar10]) await dataset.close();
    },
  };
}

function tensorOf({ height, width, channels, valueRange }: ImageDataset, values: Float32Array): tf.Tensor4D {
  const [least, greatest] = valueRange;
  const count = values.length / (height * width * channels);
  return tf.tidy(() => {
    const pictures = tf.tensor4d(values, [count, height, width, channels]);
    return tf.div<tf.Tensor4D>(tf.sub(pictures, least), greatest - least);
  });
}
