/** Sheets in rows, one row per lambda, with the data's own pictures on top. */
import { lambdaKey } from '@yoto/core';
import { type CSSProperties, useState } from 'react';
import { lambdaText } from '../format/lambda-text.ts';
import { formatPlural } from '../format/numbers.ts';
import { CodecTiles } from './codec-tiles.tsx';
import { dataSheets, galleryRows, type ModelPictures, type ShownSheet, sheetSize } from './gallery.ts';
import type { CodecsBeside } from './use-codec-pictures.ts';

interface PictureGalleryProps {
  models: readonly ModelPictures[];
  section: string;
  /** Left out: no codec stands beside the models. */
  codecs?: CodecsBeside;
}

export function PictureGallery({ models, section, codecs }: PictureGalleryProps) {
  const rows = galleryRows(models, section).map((row) => {
    const [first] = row.cells;
    return { ...row, beside: (first && codecs?.(row.lambda, first.sheet)) ?? [] };
  });
  const columns = Math.max(1, ...rows.map(({ cells, beside }) => cells.length + beside.length));
  return (
    <div className="gallery" style={{ '--gallery-columns': columns } as CSSProperties}>
      {dataSheets(models).map((sheet) => (
        <div key={sheet.name} className="gallery-row">
          <h3>{sheet.label}</h3>
          <figure>
            <SheetImage key={sheet.url} sheet={sheet} />
          </figure>
        </div>
      ))}
      {rows.map(({ lambda, cells, beside }) => (
        <section key={lambdaText(lambda)} className="gallery-row" aria-label={lambdaText(lambda)}>
          <h3>{lambdaText(lambda)}</h3>
          {cells.map(({ model, sheet }) => (
            <figure key={model}>
              {/* Another section or seed gets its own chance to be shown. */}
              <SheetImage key={sheet.url} sheet={sheet} of={model} />
              <figcaption>
                {model}
                {sheet.lambda && lambdaKey(sheet.lambda) !== lambdaKey(lambda) && (
                  <span className="hint"> (its nearest: {lambdaText(sheet.lambda)})</span>
                )}
              </figcaption>
            </figure>
          ))}
          {beside.map((cell) => (
            <figure key={cell.name}>
              {cells[0] && <CodecTiles cell={cell} sheet={cells[0].sheet} />}
              <figcaption>
                {cell.name} <span className="hint">({cell.text})</span>
              </figcaption>
            </figure>
          ))}
        </section>
      ))}
    </div>
  );
}

/** About how wide a sheet is drawn where there is room: small pictures are enlarged by a whole number. */
const WIDTH = 560;

/** A sheet of tiles; every pixel stays a square. `of` names the model. */
function SheetImage({ sheet, of }: { sheet: ShownSheet; of?: string }) {
  const [broken, setBroken] = useState(false);
  if (broken) return <p className="sheet-broken">This picture cannot be read.</p>;
  const { url } = sheet;
  const { width, height } = sheetSize(sheet);
  return (
    <a href={url} target="_blank" rel="noreferrer" className="sheet">
      <img
        src={url}
        alt={sheetText(sheet, of)}
        width={width}
        height={height}
        style={{ maxWidth: width * Math.max(1, Math.floor(WIDTH / width)) }}
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
      />
    </a>
  );
}

/** `Reconstructions of YOTO at kl 4: 8 pictures`. */
function sheetText({ label, lambda, count }: ShownSheet, of: string | undefined): string {
  const whose = of === undefined ? '' : ` of ${of}`;
  const where = lambda ? ` at ${lambdaText(lambda)}` : '';
  return `${label}${whose}${where}: ${formatPlural(count, 'picture')}`;
}
