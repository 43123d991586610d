/** Light on a surface point: ambient, headlight, and the lamp with its fall-off (fixed-function OpenGL terms). */
import { AMBIENT, GLOSS, HEADLIGHT, LAMP } from './scene.ts';

const [lampX, lampY, lampZ] = LAMP.position;
const axisLength = Math.hypot(lampX - LAMP.target[0], lampY - LAMP.target[1], lampZ - LAMP.target[2]);
const axisX = (lampX - LAMP.target[0]) / axisLength;
const axisY = (lampY - LAMP.target[1]) / axisLength;
const axisZ = (lampZ - LAMP.target[2]) / axisLength;

/** Ambient light and headlight for a surface whose normal has this cosine to the direction towards the camera. */
export function baseLight(cosineToCamera: number): number {
  return AMBIENT + HEADLIGHT * Math.max(0, cosineToCamera);
}

/** The lamp as seen from a point: unit direction to it and what its cone leaves of its strength, 0 to 1. */
export interface LampView {
  x: number;
  y: number;
  z: number;
  cone: number;
}

/** Fills `view` for the point (x, y, z). */
export function viewLamp(view: LampView, x: number, y: number, z: number): void {
  const toX = lampX - x;
  const toY = lampY - y;
  const toZ = lampZ - z;
  const length = Math.sqrt(toX * toX + toY * toY + toZ * toZ);
  view.x = toX / length;
  view.y = toY / length;
  view.z = toZ / length;
  view.cone = Math.max(0, view.x * axisX + view.y * axisY + view.z * axisZ) ** LAMP.exponent;
}

/** Diffuse light of the lamp for a cosine between the normal and the direction to the lamp. */
export function lampLight(view: LampView, cosine: number): number {
  return LAMP.strength * view.cone * Math.max(0, cosine);
}

/** White highlight of the lamp on the object; `lit` is 0 where the surface faces away, 1 where it does not. */
export function lampGloss(view: LampView, lit: number): number {
  return GLOSS * view.cone * lit;
}
