/** Renders any of the 480,000 pictures on demand. */
import { factorsOf, SHAPES, type Shape, scaleFactor } from '../factors.ts';
import { hueLevel } from './hue.ts';
import { type PicturePlanes, PLANE_FULL, picturePlanes } from './picture-planes.ts';
import { sampleObject } from './sample-object.ts';
import { sampleRoom } from './sample-room.ts';
import { emptySamples, type Samples, WHOLE_PICTURE } from './samples.ts';
import { SKY_RGB } from './scene.ts';

/** Part of the data's fingerprint: to be raised by every change that gives any pixel another value. */
export const RENDERER_VERSION = 1;

export interface Shapes3dRenderer {
  /** Writes the picture at `index` (64 x 64 x 3 bytes, row by row, RGB) into `target` at `offset`. */
  render(index: number, target: Uint8ClampedArray, offset: number): void;
}

/**
 * A renderer with its own cache of geometries. The cache is bounded by their number: 480 of about 150 kB,
 * 75 MB in all; a picture costs less to colour anew from them than it would to keep.
 */
export function createShapes3dRenderer(): Shapes3dRenderer {
  const rooms = new Map<number, { samples: Samples; planes: PicturePlanes }>();
  const samples = emptySamples();
  const geometries = new Map<string, PicturePlanes>();

  function room(orientation: number) {
    const known = rooms.get(orientation);
    if (known) return known;
    const empty = sampleRoom(orientation);
    const made = { samples: empty, planes: picturePlanes(empty, WHOLE_PICTURE) };
    rooms.set(orientation, made);
    return made;
  }

  function geometry(shape: number, scale: number, orientation: number): PicturePlanes {
    const key = `${shape},${scale},${orientation}`;
    const known = geometries.get(key);
    if (known) return known;
    const empty = room(orientation);
    const area = sampleObject(
      samples,
      empty.samples,
      SHAPES[shape] as Shape,
      scaleFactor(scale),
      orientation,
    );
    const made = picturePlanes(samples, area, empty.planes);
    geometries.set(key, made);
    return made;
  }

  return {
    render(index, target, offset) {
      const factors = factorsOf(index);
      const planes = geometry(factors.shape, factors.scale, factors.orientation);
      for (let channel = 0; channel < 3; channel++) {
        sumPlanes(
          target,
          offset + channel,
          planes.sky,
          (SKY_RGB[channel] as number) / PLANE_FULL,
          planes.floor[hueLevel(factors.floorHue, channel)] as Int16Array,
          planes.wall[hueLevel(factors.wallHue, channel)] as Int16Array,
          planes.object[hueLevel(factors.objectHue, channel)] as Int16Array,
        );
      }
    },
  };
}

/** One channel of the picture; the clamped array rounds and clips. */
function sumPlanes(
  target: Uint8ClampedArray,
  offset: number,
  sky: Int16Array,
  skyFactor: number,
  floor: Int16Array,
  wall: Int16Array,
  object: Int16Array,
): void {
  const factor = 255 / PLANE_FULL;
  for (let pixel = 0, at = offset; pixel < sky.length; pixel++, at += 3) {
    target[at] =
      (sky[pixel] as number) * skyFactor +
      ((floor[pixel] as number) + (wall[pixel] as number) + (object[pixel] as number)) * factor;
  }
}
