import { type ReactNode, useState } from 'react';
import type { ShownSheet } from './gallery.ts';

interface PictureCutOutProps {
  url: string;
  /** Of the whole file, in pixels. */
  size: { width: number; height: number };
  /** Of the part that is seen, in pixels of the file. */
  tile: Pick<ShownSheet, 'tileWidth' | 'tileHeight'>;
  /** Where that part begins, in pixels of the file. */
  from: { left: number; top: number };
  /** What it shows, for people who cannot see it. */
  text: string;
}

/** A part of a picture, cut out by the browser; a press opens the whole file. */
export function PictureCutOut({ url, size, tile, from, text }: PictureCutOutProps): ReactNode {
  const [broken, setBroken] = useState(false);
  if (broken) return <p className="sheet-broken">This picture cannot be read.</p>;
  const { tileWidth, tileHeight } = tile;
  const style = {
    width: percent(size.width / tileWidth),
    left: percent(-from.left / tileWidth),
    top: percent(-from.top / tileHeight),
  };
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className="sheet-tile"
      style={{ aspectRatio: `${tileWidth} / ${tileHeight}` }}
    >
      <img
        src={url}
        alt={text}
        // Its shape is known before it is loaded.
        width={size.width}
        height={size.height}
        style={style}
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
      />
    </a>
  );
}

/** Of the side of the part. */
const percent = (share: number): string => `${100 * share}%`;
