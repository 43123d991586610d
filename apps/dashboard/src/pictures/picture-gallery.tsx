/** Sheets in rows, one row per lambda, with the data's own pictures on top. */
import { lambdaKey } from '@yoto/core';
import type { CSSProperties } from 'react';
import { lambdaText } from '../format/lambda-text.ts';
import { dataSheets, galleryRows, type ModelPictures } from './gallery.ts';
import { SheetImage } from './sheet-image.tsx';

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
