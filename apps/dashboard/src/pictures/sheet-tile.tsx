import { type ShownSheet, sheetSize } from './gallery.ts';
import { PictureCutOut } from './picture-cut-out.tsx';

interface SheetTileProps {
  sheet: ShownSheet;
  /** Of the tile among those of the sheet. */
  index: number;
  /** What it shows, for people who cannot see it. */
  text: string;
}

/** One tile of a sheet: all tiles of a sheet are one file. */
export function SheetTile({ sheet, index, text }: SheetTileProps) {
  const { url, tileWidth, tileHeight, gap, columns } = sheet;
  const [column, row] = [index % columns, Math.floor(index / columns)];
  const from = { left: column * (tileWidth + gap), top: row * (tileHeight + gap) };
  return <PictureCutOut url={url} size={sheetSize(sheet)} tile={sheet} from={from} text={text} />;
}
