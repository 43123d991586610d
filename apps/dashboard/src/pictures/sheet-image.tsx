import { useState } from 'react';
import { lambdaText } from '../format/lambda-text.ts';
import { formatPlural } from '../format/numbers.ts';
import type { ShownSheet } from './gallery.ts';

/** About how wide a sheet is drawn where there is room: small pictures are enlarged by a whole number. */
const WIDTH = 560;

/** A sheet of tiles; every pixel stays a square. `of` names the model. */
export function SheetImage({ sheet, of }: { sheet: ShownSheet; of?: string }) {
  const [broken, setBroken] = useState(false);
  if (broken) return <p className="sheet-broken">This picture cannot be read.</p>;
  const { url, tileWidth, tileHeight, gap, columns, count } = sheet;
  const width = columns * (tileWidth + gap) - gap;
  const height = Math.ceil(count / columns) * (tileHeight + gap) - gap;
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
