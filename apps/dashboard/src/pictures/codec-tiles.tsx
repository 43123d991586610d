import type { CSSProperties } from 'react';
import { pictureUrl } from '../compare/compared-pictures.ts';
import type { CodecCell, CodecPicture } from './codec-pictures.ts';
import { type ShownSheet, sheetSize } from './gallery.ts';
import { PictureCutOut } from './picture-cut-out.tsx';

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
  const { width, height } = entry;
  const from = {
    left: Math.floor((width - sheet.tileWidth) / 2),
    top: Math.floor((height - sheet.tileHeight) / 2),
  };
  const url = pictureUrl(jobId, entry);
  return <PictureCutOut url={url} size={{ width, height }} tile={sheet} from={from} text={text} />;
}
