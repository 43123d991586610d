/** Takes the pictures of the first examples while a model is evaluated, so that they show what the values are of. */
import { type AppError, type Lambda, lambdaKey, toAppError } from '@yoto/core';
import { tf } from '@yoto/engine';
import { shownLambdas } from '../pictures/shown-lambdas.ts';
import type { HostPicture } from '../task.ts';
import type { OpenModel } from '../train/open-model.ts';
import {
  downloadPictures,
  type ExamplePicture,
  MOST_PICTURED,
  MOST_PICTURED_LAMBDAS,
  middleOf,
  middles,
} from './example-picture.ts';

/** A picture that was taken and is still on the engine. */
type Exposure = { images: tf.Tensor4D; whole: { height: number; width: number } };

/** Which pictures: of the examples of a batch whose first is number `first`, made with `lambda` (null: as they are). */
interface Scene {
  first: number;
  lambda: Lambda | null;
}

export interface ExampleCamera {
  /**
   * Within `tf.tidy`: what `images` gives, as far as it is wanted. Nothing where none is. Never throws: what goes wrong
   * is a `failure`, and no more pictures are taken.
   */
  take(images: () => tf.Tensor4D, scene: Scene): Exposure | undefined;
  /** Hands the pictures over and disposes of them. Throws what whoever takes them throws. */
  develop(exposure: Exposure | undefined, scene: Scene): Promise<void>;
  /** Hands a picture over that is on the host already, as far as it is wanted. */
  show(picture: HostPicture, scene: Scene): Promise<void>;
  failure(): AppError | undefined;
}

export function exampleCamera(
  spec: OpenModel['spec'],
  handOver: (picture: ExamplePicture) => Promise<void> | void,
): ExampleCamera {
  const wanted = new Set(shownLambdas(spec, MOST_PICTURED_LAMBDAS).map(lambdaKey));
  let failure: AppError | undefined;
  const isWanted = ({ first, lambda }: Scene) =>
    !failure && first < MOST_PICTURED && (lambda === null || wanted.has(lambdaKey(lambda)));
  const developed = async ({ images, whole }: Exposure) => {
    try {
      return await downloadPictures(images, whole);
    } catch (error) {
      failure = toAppError(error);
      return [];
    } finally {
      tf.dispose(images);
    }
  };
  return {
    take(images, scene) {
      if (!isWanted(scene)) return undefined;
      try {
        const all = images();
        const [examples = 0, height = 0, width = 0] = all.shape;
        const count = Math.min(examples, MOST_PICTURED - scene.first);
        return { images: middles(all, count), whole: { height, width } };
      } catch (error) {
        failure = toAppError(error);
        return undefined;
      }
    },
    async develop(exposure, { first, lambda }) {
      if (!exposure) return;
      for (const [index, picture] of (await developed(exposure)).entries())
        await handOver({ example: first + index, lambda, ...picture });
    },
    async show(picture, scene) {
      if (!isWanted(scene)) return;
      await handOver({ example: scene.first, lambda: scene.lambda, ...middleOf(picture) });
    },
    failure: () => failure,
  };
}
