/** Sheets in rows, one row per lambda, with the data's own pictures on top. */
import { lambdaKey } from '@yoto/core';
import { type CSSProperties, useState } from 'react';
import { lambdaText } from '../format/lambda-text.ts';
import { formatPlural } from '../format/numbers.ts';
import { dataSheets, galleryRows, type ModelPictures, type ShownSheet, sheetSize } from './gallery.ts';

interface PictureGalleryProps {
  models: readonly ModelPictures[];
  section: string;
}

export function PictureGallery({ models, section }: PictureGalleryProps) {
  const rows = galleryRows(models, section);
  const columns = Math.max(1, ...rows.map(({ cells }) => cells.length));
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
      {rows.map(({ lambda, cells }) => (
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
