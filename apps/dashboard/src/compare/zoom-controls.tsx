import { formatCount } from '../format/numbers.ts';
import type { SetZoom } from './use-zoom-gestures.ts';
import { canGrow, larger, smaller, WHOLE, type Zoom, zoomedAt } from './zoom.ts';

interface ZoomControlsProps {
  zoom: Zoom;
  setZoom: SetZoom;
  /** CSS pixels that one pixel of the pictures takes; 0 while it is unknown. */
  scale: number;
}

export function ZoomControls({ zoom, setZoom, scale }: ZoomControlsProps) {
  return (
    <fieldset className="zoom-buttons">
      <legend className="visually-hidden">Zoom</legend>
      <button
        type="button"
        className="button"
        aria-label="Smaller"
        disabled={zoom.scale === 1}
        onClick={() => setZoom(smaller)}
      >
        −
      </button>
      <output aria-label="Zoom">{scale > 0 ? `${formatCount(100 * scale)} %` : ''}</output>
      <button
        type="button"
        className="button"
        aria-label="Larger"
        disabled={!canGrow(zoom)}
        onClick={() => setZoom(larger)}
      >
        +
      </button>
      <button
        type="button"
        className="button"
        disabled={zoom.scale === 1}
        onClick={() => setZoom(() => WHOLE)}
      >
        Whole
      </button>
      <button
        type="button"
        className="button"
        title="One pixel of the picture is one pixel of the page"
        disabled={scale === 0}
        onClick={() => setZoom((now) => zoomedAt(now, 1 / scale))}
      >
        100 %
      </button>
    </fieldset>
  );
}
