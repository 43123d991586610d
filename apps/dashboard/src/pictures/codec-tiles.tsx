import type { CSSProperties } from 'react';
import { pictureUrl } from '../compare/compared-pictures.ts';
import type { CodecCell, CodecPicture } from './codec-pictures.ts';
import { type ShownSheet, sheetSize } from './gallery.ts';

interface CodecTilesProps {
  cell: CodecCell;
  /** Beside which they stand: the same part of each picture is shown. */
  sheet: ShownSheet;
}

/** A codec's pictures as a sheet of tiles, each of which opens the whole picture. */
export function CodecTiles({ cell, sheet }: CodecTilesProps) {
  const { width } = sheetSize(sheet);
  const style = {
    gridTemplateColumns: `repeat(${Math.min(sheet.columns, sheet.count)}, minmax(0, 1fr))`,
    gap: `${(100 * sheet.gap) / width}%`,
  } satisfies CSSProperties;
  return (
    <div className="codec-tiles" style={style}>
      {cell.pictures.map((picture) => (
        <CodecTile
          key={picture.index}
          picture={picture}
          sheet={sheet}
          text={`${sheet.label}, picture ${picture.index + 1}, by ${cell.name} at ${picture.setting}`}
        />
      ))}
    </div>
  );
}

interface CodecTileProps {
  picture: CodecPicture;
  sheet: ShownSheet;
  /** What it shows, for people who cannot see it. */
  text: string;
}

/** The middle of a picture, as large as the tiles of the sheet. */
export function CodecTile({ picture: { jobId, entry }, sheet, text }: CodecTileProps) {
  const { tileWidth, tileHeight } = sheet;
  const { width, height } = entry;
  const url = pictureUrl(jobId, entry);
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
        width={width}
        height={height}
        style={{
          width: `${(100 * width) / tileWidth}%`,
          left: `${(-100 * Math.floor((width - tileWidth) / 2)) / tileWidth}%`,
          top: `${(-100 * Math.floor((height - tileHeight) / 2)) / tileHeight}%`,
        }}
        loading="lazy"
        decoding="async"
      />
    </a>
  );
}
