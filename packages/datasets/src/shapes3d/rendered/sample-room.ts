/** Casts the rays of one orientation into the empty room: sky, floor and walls. */
import { type Camera, cameraAt } from './camera.ts';
import { baseLight, type LampView, lampLight, viewLamp } from './lighting.ts';
import type { Ray } from './object-surface.ts';
import {
  emptySamples,
  FLOOR,
  SAMPLE_SIDE,
  SAMPLES_PER_PIXEL_SIDE,
  type Samples,
  SKY,
  WALL,
} from './samples.ts';
import { ROOM } from './scene.ts';
import { floorTexture, wallTexture } from './texture.ts';

export function emptyRay(): Ray {
  return { originX: 0, originY: 0, originZ: 0, directionX: 0, directionY: 0, directionZ: 0 };
}

export function emptyLampView(): LampView {
  return { x: 0, y: 0, z: 0, cone: 0 };
}

/** Samples of the room without the object, at orientation value 0 to 14. */
export function sampleRoom(orientation: number): Samples {
  const camera = cameraAt(orientation);
  const samples = emptySamples();
  const ray = emptyRay();
  const lamp = emptyLampView();
  for (let row = 0; row < SAMPLE_SIDE; row++) {
    for (let column = 0; column < SAMPLE_SIDE; column++) {
      camera.aim(ray, (column + 0.5) / SAMPLES_PER_PIXEL_SIDE, (row + 0.5) / SAMPLES_PER_PIXEL_SIDE);
      samplePoint(samples, row * SAMPLE_SIDE + column, ray, lamp, camera);
    }
  }
  return samples;
}

function samplePoint(samples: Samples, at: number, ray: Ray, lamp: LampView, camera: Camera): void {
  const { halfWidth, wallHeight } = ROOM;
  const toSide =
    ray.directionX === 0
      ? Number.POSITIVE_INFINITY
      : (Math.sign(ray.directionX) * halfWidth - ray.originX) / ray.directionX;
  const toBack = (-halfWidth - ray.originZ) / ray.directionZ;
  const toWall = Math.min(toSide, toBack);
  const height = ray.originY + toWall * ray.directionY;
  if (height > wallHeight) {
    samples.surface[at] = SKY;
    return;
  }
  if (height < 0) {
    const toFloor = -ray.originY / ray.directionY;
    const x = ray.originX + toFloor * ray.directionX;
    const z = ray.originZ + toFloor * ray.directionZ;
    viewLamp(lamp, x, 0, z);
    samples.surface[at] = FLOOR;
    samples.light[at] = (baseLight(0) + lampLight(lamp, lamp.y)) * floorTexture(x, z);
    return;
  }
  const x = ray.originX + toWall * ray.directionX;
  const z = ray.originZ + toWall * ray.directionZ;
  const onSide = toSide < toBack;
  const nx = onSide ? -Math.sign(ray.directionX) : 0;
  const nz = onSide ? 0 : 1;
  const facing = nx * camera.towards.x + nz * camera.towards.z;
  viewLamp(lamp, x, height, z);
  samples.surface[at] = WALL;
  samples.light[at] =
    (baseLight(facing) + lampLight(lamp, nx * lamp.x + nz * lamp.z)) *
    wallTexture(onSide ? -nx * z : x, height);
}
