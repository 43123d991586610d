/** A window on a picture, or on two with a border between them; all panes of a page show the same part. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { type SetZoom, useZoomGestures } from './use-zoom-gestures.ts';
import type { Zoom } from './zoom.ts';

export interface PaneImage {
  url: string;
  /** What it is, in words. */
  text: string;
  width: number;
  height: number;
}

interface ZoomPaneProps {
  image: PaneImage;
  /** Laid over the image, from `border` (a share of the width) to the right. */
  over?: { image: PaneImage; border: number };
  zoom: Zoom;
  setZoom: SetZoom;
  /** CSS pixels of the page that one pixel of the picture takes. */
  onScale?: (scale: number) => void;
}

export function ZoomPane({ image, over, zoom, setZoom, onScale }: ZoomPaneProps) {
  const pane = useRef<HTMLDivElement>(null);
  const gestures = useZoomGestures(pane, zoom, setZoom);
  const width = useWidth(pane);
  const scale = (zoom.scale * width) / image.width;
  useEffect(() => {
    if (scale > 0) onScale?.(scale);
  }, [scale, onScale]);
  return (
    <section
      ref={pane}
      className={zoom.scale > 1 ? 'zoom-pane zoom-pane-moving' : 'zoom-pane'}
      style={{ aspectRatio: `${image.width} / ${image.height}` }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys enlarge and move the picture, as its label says
      tabIndex={0}
      aria-label={`${over ? `${image.text}, and ${over.image.text}` : image.text}: plus and minus enlarge, arrows move`}
      {...gestures}
    >
      <ZoomedImage image={image} zoom={zoom} isEnlarged={scale > 1} />
      {over && (
        <div className="zoom-over" style={{ clipPath: `inset(0 0 0 ${over.border * 100}%)` }}>
          <ZoomedImage image={over.image} zoom={zoom} isEnlarged={scale > 1} />
        </div>
      )}
      {over && <span className="zoom-border" style={{ left: `${over.border * 100}%` }} aria-hidden="true" />}
    </section>
  );
}

interface ZoomedImageProps {
  image: PaneImage;
  zoom: Zoom;
  isEnlarged: boolean;
}

/** The picture before stays until the next is there. */
function ZoomedImage({ image: { url, text }, zoom: { scale, x, y }, isEnlarged }: ZoomedImageProps) {
  const [shown, setShown] = useState<{ url: string; isBroken: boolean }>();
  const isLoading = shown?.url !== url;
  return (
    <>
      <img
        src={url}
        alt={text}
        className="zoom-image"
        draggable={false}
        decoding="async"
        data-loading={isLoading || undefined}
        onLoad={() => setShown({ url, isBroken: false })}
        onError={() => setShown({ url, isBroken: true })}
        style={{
          width: `${scale * 100}%`,
          left: `${(0.5 - x * scale) * 100}%`,
          top: `${(0.5 - y * scale) * 100}%`,
          imageRendering: isEnlarged ? 'pixelated' : 'auto',
        }}
      />
      {isLoading && <span className="zoom-note">Loading …</span>}
      {!isLoading && shown?.isBroken && <span className="zoom-note">This picture cannot be read.</span>}
    </>
  );
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
