/** Analytic intersections of a ray with the object, which stands on the floor at the origin. */
import type { Shape } from '../factors.ts';
import { OBJECT } from './scene.ts';

/** A ray in world coordinates; the direction need not have length 1. */
export interface Ray {
  originX: number;
  originY: number;
  originZ: number;
  directionX: number;
  directionY: number;
  directionZ: number;
}

/** Outward unit normal at the point last hit; reused so that millions of rays make no garbage. */
export interface Normal {
  x: number;
  y: number;
  z: number;
}

/**
 * Ray parameter of the first hit, or -1 for none; fills `normal` on a hit. Rays start outside the object.
 */
export type Intersect = (ray: Ray, normal: Normal) => number;

/** The intersection function of a shape at a scale (see `scaleFactor`). */
export function objectSurface(shape: Shape, scale: number): Intersect {
  switch (shape) {
    case 'cube':
      return cube((OBJECT.cubeSide * scale) / 2);
    case 'cylinder':
      return cylinder(OBJECT.cylinderRadius * scale, OBJECT.cylinderHeight * scale);
    case 'sphere':
      return sphere(OBJECT.sphereRadius * scale, OBJECT.sphereRadius * scale);
    case 'capsule':
      return capsule(OBJECT.capsuleRadius * scale, OBJECT.capsuleHeight * scale);
  }
}

/** Height and radius of the smallest upright cylinder around the object. */
export function objectExtent(shape: Shape, scale: number): { radius: number; height: number } {
  switch (shape) {
    case 'cube':
      return { radius: (OBJECT.cubeSide * scale) / Math.SQRT2, height: OBJECT.cubeSide * scale };
    case 'cylinder':
      return { radius: OBJECT.cylinderRadius * scale, height: OBJECT.cylinderHeight * scale };
    case 'sphere':
      return { radius: OBJECT.sphereRadius * scale, height: 2 * OBJECT.sphereRadius * scale };
    case 'capsule':
      return { radius: OBJECT.capsuleRadius * scale, height: OBJECT.capsuleHeight * scale };
  }
}

/** The stretch of a ray between two parallel planes. */
interface Stretch {
  enter: number;
  leave: number;
}

/** Between the planes at -half and half of one axis; empty for a ray that runs outside and parallel to them. */
function crossSlab(stretch: Stretch, origin: number, direction: number, half: number): void {
  if (direction === 0) {
    stretch.enter = Number.NEGATIVE_INFINITY;
    stretch.leave = Math.abs(origin) <= half ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    return;
  }
  const first = (-half - origin) / direction;
  const second = (half - origin) / direction;
  stretch.enter = Math.min(first, second);
  stretch.leave = Math.max(first, second);
}

function cube(half: number): Intersect {
  const x: Stretch = { enter: 0, leave: 0 };
  const y: Stretch = { enter: 0, leave: 0 };
  const z: Stretch = { enter: 0, leave: 0 };
  return (ray, normal) => {
    crossSlab(x, ray.originX, ray.directionX, half);
    crossSlab(y, ray.originY - half, ray.directionY, half);
    crossSlab(z, ray.originZ, ray.directionZ, half);
    const near = Math.max(x.enter, y.enter, z.enter);
    if (near <= 0 || near > Math.min(x.leave, y.leave, z.leave)) return -1;
    const throughX = near === x.enter;
    const throughY = !throughX && near === y.enter;
    normal.x = throughX ? -Math.sign(ray.directionX) : 0;
    normal.y = throughY ? -Math.sign(ray.directionY) : 0;
    normal.z = throughX || throughY ? 0 : -Math.sign(ray.directionZ);
    return near;
  };
}

function sphere(radius: number, centreY: number): Intersect {
  return (ray, normal) => {
    const y = ray.originY - centreY;
    const a = ray.directionX ** 2 + ray.directionY ** 2 + ray.directionZ ** 2;
    const b = ray.originX * ray.directionX + y * ray.directionY + ray.originZ * ray.directionZ;
    const c = ray.originX ** 2 + y ** 2 + ray.originZ ** 2 - radius ** 2;
    const discriminant = b * b - a * c;
    if (discriminant < 0) return -1;
    const t = (-b - Math.sqrt(discriminant)) / a;
    if (t <= 0) return -1;
    normal.x = (ray.originX + t * ray.directionX) / radius;
    normal.y = (y + t * ray.directionY) / radius;
    normal.z = (ray.originZ + t * ray.directionZ) / radius;
    return t;
  };
}

/** The curved side of an upright cylinder between two heights. */
function tube(radius: number, bottom: number, top: number): Intersect {
  return (ray, normal) => {
    const a = ray.directionX ** 2 + ray.directionZ ** 2;
    const b = ray.originX * ray.directionX + ray.originZ * ray.directionZ;
    const c = ray.originX ** 2 + ray.originZ ** 2 - radius ** 2;
    const discriminant = b * b - a * c;
    if (discriminant < 0) return -1;
    const t = (-b - Math.sqrt(discriminant)) / a;
    const y = ray.originY + t * ray.directionY;
    if (t <= 0 || y < bottom || y > top) return -1;
    normal.x = (ray.originX + t * ray.directionX) / radius;
    normal.y = 0;
    normal.z = (ray.originZ + t * ray.directionZ) / radius;
    return t;
  };
}

function cylinder(radius: number, height: number): Intersect {
  const side = tube(radius, 0, height);
  return (ray, normal) => {
    const t = side(ray, normal);
    if (t > 0) return t;
    const facing = ray.directionY < 0 ? height : 0;
    const lid = (facing - ray.originY) / ray.directionY;
    const x = ray.originX + lid * ray.directionX;
    const z = ray.originZ + lid * ray.directionZ;
    if (!(lid > 0) || x * x + z * z > radius * radius) return -1;
    normal.x = 0;
    normal.y = facing === 0 ? -1 : 1;
    normal.z = 0;
    return lid;
  };
}

function capsule(radius: number, height: number): Intersect {
  const side = tube(radius, radius, height - radius);
  const lower = sphere(radius, radius);
  const upper = sphere(radius, height - radius);
  return (ray, normal) => {
    const t = side(ray, normal);
    if (t > 0) return t;
    // A ray that misses the side meets at most one of the two half-spheres from outside.
    const down = ray.directionY < 0 ? upper : lower;
    const first = down(ray, normal);
    return first > 0 ? first : (down === upper ? lower : upper)(ray, normal);
  };
}
