/** The camera on its circle around the object. */
import { orientationRadians } from '../factors.ts';
import type { Ray } from './object-surface.ts';
import { CAMERA } from './scene.ts';

export interface Camera {
  /** Points `ray` through a place of the picture, in pixels from the upper left corner. */
  aim(ray: Ray, column: number, row: number): void;
  /** Picture coordinates of a point in front of the camera. */
  project(x: number, y: number, z: number): { column: number; row: number };
  /** Direction from the scene towards the camera (level, unit length): where the headlight shines from. */
  towards: { x: number; z: number };
}

/** The camera at orientation value 0 to 14. */
export function cameraAt(orientation: number): Camera {
  const angle = orientationRadians(orientation);
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  const { distance, height, focalPixels, centreX, centreY } = CAMERA;
  return {
    aim(ray, column, row) {
      const right = (column - centreX) / focalPixels;
      ray.originX = distance * sine;
      ray.originY = height;
      ray.originZ = distance * cosine;
      ray.directionX = right * cosine - sine;
      ray.directionY = (centreY - row) / focalPixels;
      ray.directionZ = -right * sine - cosine;
    },
    project(x, y, z) {
      const depth = distance - (x * sine + z * cosine);
      return {
        column: centreX + (focalPixels * (x * cosine - z * sine)) / depth,
        row: centreY - (focalPixels * (y - height)) / depth,
      };
    },
    towards: { x: sine, z: cosine },
  };
}
