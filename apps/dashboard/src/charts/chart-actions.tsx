/** What can be done with a chart by buttons, and so by keyboard: zoom, move, reset, download. */
import { useRef } from 'react';
import type { ChartFormat } from './chart-export.ts';

interface ChartActionsProps {
  isZoomed: boolean;
  onZoom: (factor: number) => void;
  /** By a share of what is shown. */
  onPan: (share: number) => void;
  onReset: () => void;
  onDownload: (format: ChartFormat) => Promise<void>;
}

const FORMATS: readonly { format: ChartFormat; label: string }[] = [
  { format: 'png', label: 'PNG picture' },
  { format: 'svg', label: 'SVG drawing' },
  { format: 'csv', label: 'CSV table' },
];
const FACTOR = 1.6;
const SHARE = 0.25;

export function ChartActions({ isZoomed, onZoom, onPan, onReset, onDownload }: ChartActionsProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const download = (format: ChartFormat) => {
    if (menu.current) menu.current.open = false;
    void onDownload(format);
  };
  return (
    <div className="chart-actions">
      {!isZoomed && <span className="hint">Drag or Ctrl + wheel to zoom, Shift + drag to move</span>}
      {isZoomed && (
        <>
          <IconButton label="Move left" text="←" onClick={() => onPan(-SHARE)} />
          <IconButton label="Move right" text="→" onClick={() => onPan(SHARE)} />
        </>
      )}
      <IconButton label="Zoom in" text="+" onClick={() => onZoom(FACTOR)} />
      <IconButton label="Zoom out" text="−" onClick={() => onZoom(1 / FACTOR)} />
      {isZoomed && (
        <button type="button" className="button button-small" onClick={onReset}>
          Reset zoom
        </button>
      )}
      <details className="chart-download" ref={menu}>
        <summary className="button button-small">Download</summary>
        <div className="chart-formats">
          {FORMATS.map(({ format, label }) => (
            <button key={format} type="button" onClick={() => download(format)}>
              {label}
            </button>
          ))}
        </div>
      </details>
    </div>
  );
}

function IconButton({ label, text, onClick }: { label: string; text: string; onClick: () => void }) {
  return (
    <button
      type="button"
      className="button button-small chart-icon"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {text}
    </button>
  );
}
