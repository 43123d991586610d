import { describe, expect, test } from 'vitest';
import { SHAPES } from '../factors.ts';
import { type Normal, objectExtent, objectSurface, type Ray } from './object-surface.ts';

const ray = (origin: [number, number, number], direction: [number, number, number]): Ray => ({
  originX: origin[0],
  originY: origin[1],
  originZ: origin[2],
  directionX: direction[0],
  directionY: direction[1],
  directionZ: direction[2],
});

describe.each(SHAPES)('%s', (shape) => {
  const { radius, height } = objectExtent(shape, 1);
  const surface = objectSurface(shape, 1);
  const normal: Normal = { x: 0, y: 0, z: 0 };

  test('is met from above at its height', () => {
    const t = surface(ray([0, 10, 0], [0, -2, 0]), normal);
    expect(10 - 2 * t).toBeCloseTo(height);
    expect(normal.y).toBeCloseTo(1);
  });
  test('is met from the front, within its extent, with a normal that faces the ray', () => {
    const t = surface(ray([0, height / 2, 9], [0, 0, -1]), normal);
    expect(9 - t).toBeGreaterThan(0.8);
    expect(9 - t).toBeLessThanOrEqual(radius + 1e-9);
    expect(normal.z).toBeCloseTo(1);
  });
  test('is missed beside, above and behind the ray', () => {
    expect(surface(ray([radius + 0.01, height / 2, 9], [0, 0, -1]), normal)).toBe(-1);
    expect(surface(ray([0, height + 0.01, 9], [0, 0, -1]), normal)).toBe(-1);
    expect(surface(ray([0, height / 2, 9], [0, 0, 1]), normal)).toBe(-1);
  });
  test('every hit lies in the extent, and its normal has length 1 and faces the ray', () => {
    let hits = 0;
    for (let i = 0; i < 2000; i++) {
      const from = [8 * Math.cos(i), 0.01 + (i % 71) / 10, 8 * Math.sin(i)] as [number, number, number];
      const aim = [((i * 7) % 31) / 15 - 1, ((i * 3) % 37) / 9, ((i * 11) % 29) / 14 - 1];
      const cast = ray(from, [
        (aim[0] as number) - from[0],
        (aim[1] as number) - from[1],
        (aim[2] as number) - from[2],
      ]);
      const t = surface(cast, normal);
      if (t < 0) continue;
      hits++;
      const x = from[0] + t * cast.directionX;
      const y = from[1] + t * cast.directionY;
      const z = from[2] + t * cast.directionZ;
      expect(Math.hypot(x, z)).toBeLessThan(radius + 1e-6);
      expect(y).toBeGreaterThan(-1e-6);
      expect(y).toBeLessThan(height + 1e-6);
      expect(Math.hypot(normal.x, normal.y, normal.z)).toBeCloseTo(1);
      expect(
        normal.x * cast.directionX + normal.y * cast.directionY + normal.z * cast.directionZ,
      ).toBeLessThan(1e-6);
    }
    expect(hits).toBeGreaterThan(200);
  });
});
