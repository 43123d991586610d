import { useState } from 'react';
import { type ShownSheet, sheetSize } from './gallery.ts';

interface SheetTileProps {
  sheet: ShownSheet;
  /** Of the tile among those of the sheet. */
  index: number;
  /** What it shows, for people who cannot see it. */
  text: string;
}

/** One tile of a sheet, cut out by the browser: all tiles of a sheet are one file, which a press opens. */
export function SheetTile({ sheet, index, text }: SheetTileProps) {
  const [broken, setBroken] = useState(false);
  if (broken) return <p className="sheet-broken">This picture cannot be read.</p>;
  const { url, tileWidth, tileHeight, gap, columns } = sheet;
  const size = sheetSize(sheet);
  const [column, row] = [index % columns, Math.floor(index / columns)];
  const style = {
    width: percent(size.width / tileWidth),
    left: percent((-column * (tileWidth + gap)) / tileWidth),
    top: percent((-row * (tileHeight + gap)) / tileHeight),
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
        {...size}
        style={style}
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
      />
    </a>
  );
}

/** Of the side of the tile. */
const percent = (share: number): string => `${100 * share}%`;
