/** Which part of a picture a pane shows, in fractions of the picture: the same for panes of any size. Pure. */

/** `scale` 1 shows the whole picture; (x, y) is the point of the picture in the middle of the pane. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0.5, y: 0.5 };
/** A picture of 1024 pixels in a pane of 300 is then enlarged nine times. */
const LARGEST_SCALE = 32;

/** Never beyond the picture's edges. */
function clamped({ scale, x, y }: Zoom): Zoom {
  const kept = Math.min(LARGEST_SCALE, Math.max(1, scale));
  const half = 0.5 / kept;
  const within = (at: number) => Math.min(1 - half, Math.max(half, at));
  return { scale: kept, x: within(x), y: within(y) };
}

/** Places in a pane: (0, 0) is its upper left corner, (1, 1) its lower right one. */
export interface Place {
  x: number;
  y: number;
}

/** Larger or smaller by a factor; what is at `place` stays there. */
export function zoomedAt(zoom: Zoom, factor: number, place: Place = { x: 0.5, y: 0.5 }): Zoom {
  const scale = Math.min(LARGEST_SCALE, Math.max(1, zoom.scale * factor));
  const shift = 1 / zoom.scale - 1 / scale;
  return clamped({
    scale,
    x: zoom.x + (place.x - 0.5) * shift,
    y: zoom.y + (place.y - 0.5) * shift,
  });
}

/** The picture moved by so many panes: by (0.5, 0), what was in the middle is at the right edge. */
export const movedBy = ({ scale, x, y }: Zoom, by: Place): Zoom =>
  clamped({ scale, x: x - by.x / scale, y: y - by.y / scale });

export const canGrow = ({ scale }: Zoom): boolean => scale < LARGEST_SCALE;

const STEP = 1.5;
/** Of a pane. */
const MOVE = 0.15;

/** What a key does; undefined where it does nothing, and the page may have it. */
export function zoomedByKey(zoom: Zoom, key: string): Zoom | undefined {
  switch (key) {
    case '+':
    case '=':
      return zoomedAt(zoom, STEP);
    case '-':
      return zoomedAt(zoom, 1 / STEP);
    case '0':
      return WHOLE;
  }
  if (zoom.scale === 1) return undefined;
  switch (key) {
    case 'ArrowLeft':
      return movedBy(zoom, { x: MOVE, y: 0 });
    case 'ArrowRight':
      return movedBy(zoom, { x: -MOVE, y: 0 });
    case 'ArrowUp':
      return movedBy(zoom, { x: 0, y: MOVE });
    case 'ArrowDown':
      return movedBy(zoom, { x: 0, y: -MOVE });
    default:
      return undefined;
  }
}

export const larger = (zoom: Zoom): Zoom => zoomedAt(zoom, STEP);
export const smaller = (zoom: Zoom): Zoom => zoomedAt(zoom, 1 / STEP);
