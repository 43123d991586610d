/** Takes the pictures of the first examples while a model is evaluated, so that they show what the values are of. */
import { type AppError, type Place, placeKey, toAppError } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { HostPicture } from '../task.ts';
import {
  downloadPictures,
  type ExamplePicture,
  MOST_PICTURED,
  middleOf,
  middles,
} from './example-picture.ts';

/** A picture that was taken and is still on the engine. */
type Exposure = { images: tf.Tensor4D; whole: { height: number; width: number } };

/** Which pictures: of the examples of a batch whose first is number `first`, made at `at` (null: as they are). */
interface Scene {
  first: number;
  at: Place | null;
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

/** `shown`: the places whose pictures are wanted. */
export function exampleCamera(
  shown: readonly Place[],
  handOver: (picture: ExamplePicture) => Promise<void> | void,
): ExampleCamera {
  const wanted = new Set(shown.map(placeKey));
  let failure: AppError | undefined;
  const isWanted = ({ first, at }: Scene) =>
    !failure && first < MOST_PICTURED && (at === null || wanted.has(placeKey(at)));
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
    async develop(exposure, { first, at }) {
      if (!exposure) return;
      for (const [index, picture] of (await developed(exposure)).entries())
        await handOver({ example: first + index, at, ...picture });
    },
    async show(picture, scene) {
      if (!isWanted(scene)) return;
      await handOver({ example: scene.first, at: scene.at, ...middleOf(picture) });
    },
    failure: () => failure,
  };
}
