import { describe, expect, it } from 'vitest';
import { canGrow, movedBy, WHOLE, type Zoom, zoomedAt, zoomedByKey } from './zoom.ts';

/** Where a point of the picture is seen in a pane. */
const seen = ({ scale, x, y }: Zoom, at: { x: number; y: number }) => ({
  x: 0.5 + (at.x - x) * scale,
  y: 0.5 + (at.y - y) * scale,
});

describe('zoom', () => {
  it('keeps what is under the cursor where it is', () => {
    const place = { x: 0.3, y: 0.8 };
    const zoomed = zoomedAt(zoomedAt(WHOLE, 3, place), 2, place);
    expect(zoomed.scale).toBe(6);
    expect(seen(zoomed, place).x).toBeCloseTo(0.3, 9);
    expect(seen(zoomed, place).y).toBeCloseTo(0.8, 9);
  });

  it('never shows what lies beyond the picture', () => {
    const corner = zoomedAt(WHOLE, 4, { x: 0, y: 0 });
    expect(corner).toEqual({ scale: 4, x: 0.125, y: 0.125 });
    expect(movedBy(corner, { x: 5, y: -9 })).toEqual({ scale: 4, x: 0.125, y: 0.875 });
    expect(zoomedAt(corner, 0.01)).toEqual(WHOLE);
    expect(movedBy(WHOLE, { x: 1, y: 1 })).toEqual(WHOLE);
  });

  it('has an end', () => {
    const largest = zoomedAt(WHOLE, 1e9);
    expect([canGrow(WHOLE), canGrow(largest)]).toEqual([true, false]);
    expect(zoomedAt(largest, 2)).toEqual(largest);
  });

  it('follows the hand: half a pane to the right shows what is half a pane further left', () => {
    const zoomed = zoomedAt(WHOLE, 4);
    expect(movedBy(zoomed, { x: 0.5, y: 0 })).toEqual({ scale: 4, x: 0.375, y: 0.5 });
  });

  it('knows keys, and leaves the arrows to the page while the whole picture is shown', () => {
    expect(zoomedByKey(WHOLE, '+')?.scale).toBe(1.5);
    expect(zoomedByKey(WHOLE, 'ArrowDown')).toBeUndefined();
    const zoomed = zoomedAt(WHOLE, 4);
    expect(zoomedByKey(zoomed, 'ArrowDown')?.y).toBeGreaterThan(0.5);
    expect(zoomedByKey(zoomed, 'ArrowLeft')?.x).toBeLessThan(0.5);
    expect(zoomedByKey(zoomed, '0')).toEqual(WHOLE);
    expect(zoomedByKey(zoomed, 'a')).toBeUndefined();
  });
});
