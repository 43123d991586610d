/**
 * Every measured constant of the 3dshapes scene. Geometry, lights and texture were fitted to 50 of the
 * original pictures (least mean absolute error); the renders differ from those by 0.65 grey levels
 * in 255 on average. The unit of length is a twentieth of the room's width; y is up, the floor is y = 0, the
 * object stands at the origin and the camera circles around it.
 */
export const ROOM = { halfWidth: 10, wallHeight: 5.69 } as const;

/** A level camera. `focalPixels` and the optical centre are in pixels of the 64 x 64 picture. */
export const CAMERA = {
  distance: 7.059,
  height: 2.112,
  focalPixels: 68.57,
  centreX: 32,
  centreY: 31.094,
} as const;

/** Sizes at scale 1. */
export const OBJECT = {
  cubeSide: 1.978,
  cylinderRadius: 1.056,
  cylinderHeight: 2.12,
  sphereRadius: 1.199,
  capsuleRadius: 0.9124,
  capsuleHeight: 3.672,
} as const;

/** Light that reaches every surface. */
export const AMBIENT = 0.3453;
/** Light along the camera's direction: strength times the cosine to the surface's normal. */
export const HEADLIGHT = 0.6035;
/** The lamp: a spot light high above the room that casts the shadow; falls off as cos^exponent around its axis. */
export const LAMP = {
  position: [-5.014, 24.68, -1.862],
  target: [-4.316, 0, -1.322],
  exponent: 13.49,
  strength: 0.969,
} as const;
/** The lamp's highlight on the object, the same in all three channels, in the middle of its cone. */
export const GLOSS = 0.15;

export const SKY_RGB = [153, 226, 249] as const;
