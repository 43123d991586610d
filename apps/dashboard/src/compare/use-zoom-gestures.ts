/** Wheel, drag, pinch, double click and keys on a pane, as changes of the zoom that all panes share. */
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { movedBy, type Place, WHOLE, type Zoom, zoomedAt, zoomedByKey } from './zoom.ts';

export type SetZoom = (change: (zoom: Zoom) => Zoom) => void;

/** A turn of a mouse's wheel, about 100 pixels, enlarges by a fifth. */
const WHEEL_SPEED = 0.0018;
const DOUBLE_CLICK = 4;

export function useZoomGestures(pane: RefObject<HTMLElement | null>, zoom: Zoom, setZoom: SetZoom) {
  const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Place => {
    const box = pane.current?.getBoundingClientRect();
    if (!box || box.width * box.height === 0) return { x: 0.5, y: 0.5 };
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
  };
  const isWhole = zoom.scale === 1;

  // React's own wheel listener is passive: it cannot keep the page from scrolling.
  useEffect(() => {
    const element = pane.current;
    const turn = (event: WheelEvent) => {
      // Where nothing is left to show, the page scrolls.
      if (isWhole && event.deltaY > 0) return;
      event.preventDefault();
      const place = placeOf(event);
      setZoom((now) => zoomedAt(now, Math.exp(-WHEEL_SPEED * event.deltaY), place));
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  });

  /** Where each finger (or the mouse) was last. */
  const pointers = useRef(new Map<number, Place>());

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    pointers.current.set(event.pointerId, placeOf(event));
    // One finger on a whole picture scrolls the page.
    if (!isWhole || pointers.current.size > 1) pane.current?.setPointerCapture(event.pointerId);
  }

  function onPointerMove(event: PointerEvent): void {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const after = placeOf(event);
    pointers.current.set(event.pointerId, after);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (!other) {
      setZoom((now) => movedBy(now, { x: after.x - before.x, y: after.y - before.y }));
      return;
    }
    const factor = distance(after, other) / Math.max(distance(before, other), 1e-3);
    const [from, to] = [middle(before, other), middle(after, other)];
    setZoom((now) => movedBy(zoomedAt(now, factor, from), { x: to.x - from.x, y: to.y - from.y }));
  }

  const onPointerEnd = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
  };

  return {
    onPointerDown,
    onPointerMove,
    onPointerUp: onPointerEnd,
    onPointerCancel: onPointerEnd,
    onPointerLeave: onPointerEnd,
    onDoubleClick: (event: { clientX: number; clientY: number }) => {
      const place = placeOf(event);
      setZoom((now) => (now.scale > 1 ? WHOLE : zoomedAt(now, DOUBLE_CLICK, place)));
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const next = zoomedByKey(zoom, event.key);
      if (!next) return;
      event.preventDefault();
      setZoom(() => next);
    },
  };
}

const distance = (one: Place, other: Place): number => Math.hypot(one.x - other.x, one.y - other.y);
const middle = (one: Place, other: Place): Place => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
