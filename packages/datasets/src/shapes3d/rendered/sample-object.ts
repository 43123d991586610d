/** Puts the object and its shadow into the samples of an empty room. */
import type { Shape } from '../factors.ts';
import { type Camera, cameraAt } from './camera.ts';
import { type Facing, facetFacing, flatFacing } from './facets.ts';
import { baseLight, lampGloss, lampLight, viewLamp } from './lighting.ts';
import { type Intersect, type Normal, objectExtent, objectSurface, type Ray } from './object-surface.ts';
import { emptyLampView, emptyRay } from './sample-room.ts';
import {
  copySamples,
  FLOOR,
  OBJECT,
  type PixelArea,
  SAMPLE_SIDE,
  SAMPLES_PER_PIXEL_SIDE,
  type Samples,
} from './samples.ts';
import { LAMP } from './scene.ts';
import { floorTexture } from './texture.ts';

const SIDE = SAMPLE_SIDE / SAMPLES_PER_PIXEL_SIDE;

/**
 * Writes the room's samples with the object in it to `samples`; returns the pixels in which anything differs
 * from the empty room.
 */
export function sampleObject(
  samples: Samples,
  room: Samples,
  shape: Shape,
  scale: number,
  orientation: number,
): PixelArea {
  const camera = cameraAt(orientation);
  const surface = objectSurface(shape, scale);
  const area = coveredArea(camera, shape, scale);
  copySamples(room, samples);
  const shade = objectShader(samples, shape, camera);
  const ray = emptyRay();
  const normal: Normal = { x: 0, y: 0, z: 0 };
  for (let row = area.top * SAMPLES_PER_PIXEL_SIDE; row < area.bottom * SAMPLES_PER_PIXEL_SIDE; row++) {
    for (
      let column = area.left * SAMPLES_PER_PIXEL_SIDE;
      column < area.right * SAMPLES_PER_PIXEL_SIDE;
      column++
    ) {
      const at = row * SAMPLE_SIDE + column;
      camera.aim(ray, (column + 0.5) / SAMPLES_PER_PIXEL_SIDE, (row + 0.5) / SAMPLES_PER_PIXEL_SIDE);
      const t = surface(ray, normal);
      if (t > 0) shade(at, ray, t, normal);
      else if (samples.surface[at] === FLOOR) castShadow(samples, at, ray, normal, surface);
    }
  }
  return area;
}

/** A function that writes the light at a point of the object: `t` along the ray, with its normal. */
function objectShader(samples: Samples, shape: Shape, camera: Camera) {
  const lamp = emptyLampView();
  const facing: Facing = { cosine: 0, lit: 0 };
  const faceLamp = shape === 'cube' ? flatFacing : facetFacing;
  return (at: number, ray: Ray, t: number, normal: Normal) => {
    viewLamp(
      lamp,
      ray.originX + t * ray.directionX,
      ray.originY + t * ray.directionY,
      ray.originZ + t * ray.directionZ,
    );
    faceLamp(facing, normal, lamp);
    const towardsCamera = normal.x * camera.towards.x + normal.z * camera.towards.z;
    samples.surface[at] = OBJECT;
    samples.light[at] = baseLight(towardsCamera) + lampLight(lamp, facing.cosine);
    samples.gloss[at] = lampGloss(lamp, facing.lit);
  };
}

/** Takes the lamp's light from a floor point that the object hides from the lamp. `ray` is overwritten. */
function castShadow(samples: Samples, at: number, ray: Ray, normal: Normal, surface: Intersect): void {
  const t = -ray.originY / ray.directionY;
  const x = ray.originX + t * ray.directionX;
  const z = ray.originZ + t * ray.directionZ;
  ray.originX = x;
  ray.originY = 0;
  ray.originZ = z;
  ray.directionX = LAMP.position[0] - x;
  ray.directionY = LAMP.position[1];
  ray.directionZ = LAMP.position[2] - z;
  if (surface(ray, normal) > 0) samples.light[at] = baseLight(0) * floorTexture(x, z);
}

/** Pixels that the object or its shadow may touch: the projection of their bounding boxes. */
function coveredArea(camera: Camera, shape: Shape, scale: number): PixelArea {
  const { radius, height } = objectExtent(shape, scale);
  const [lampX, lampY, lampZ] = LAMP.position;
  const columns: number[] = [];
  const rows: number[] = [];
  for (const x of [-radius, radius]) {
    for (const z of [-radius, radius]) {
      for (const y of [0, height]) {
        const stretch = lampY / (lampY - y);
        const object = camera.project(x, y, z);
        const shadow = camera.project(lampX + (x - lampX) * stretch, 0, lampZ + (z - lampZ) * stretch);
        columns.push(object.column, shadow.column);
        rows.push(object.row, shadow.row);
      }
    }
  }
  return {
    left: Math.max(0, Math.floor(Math.min(...columns))),
    top: Math.max(0, Math.floor(Math.min(...rows))),
    right: Math.min(SIDE, Math.ceil(Math.max(...columns))),
    bottom: Math.min(SIDE, Math.ceil(Math.max(...rows))),
  };
}
