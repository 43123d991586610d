/** What a picture is, and its numbers, with their differences to the series that has the slider. */

import { exampleValue } from '../examples/example-series.ts';
import { type ShownValue, valueLabel } from '../examples/shown-values.ts';
import { columnDecimals, formatDifference, formatInColumn } from '../format/numbers.ts';
import type { ComparedPicture } from './compared-pictures.ts';

interface PictureCaptionProps {
  picture: ComparedPicture;
  lead: ComparedPicture | undefined;
  values: readonly ShownValue[];
  example: number;
  colours: ReadonlyMap<string, string>;
}

export function PictureCaption({ picture, lead, values, example, colours }: PictureCaptionProps) {
  const { name, title, where, point, entry } = picture;
  const { width, height, wholeWidth, wholeHeight } = entry;
  const isMiddle = width < wholeWidth || height < wholeHeight;
  return (
    <figcaption>
      <span className="with-dot">
        {colours.has(name) && (
          <span className="dot" style={{ background: colours.get(name) }} aria-hidden="true" />
        )}
        <strong>{title}</strong> <span className="muted">{where}</span>
        <a href={picture.image.url} download={`${picture.image.text}.png`} className="pane-download">
          PNG
        </a>
      </span>
      {point ? (
        <dl className="pane-values">
          {values.map((shown) => {
            const value = exampleValue(point, shown.parts, example);
            const own = lead && lead !== picture ? exampleValue(lead.point, shown.parts, example) : null;
            // As many digits as the table of examples has.
            const decimals = columnDecimals([value, own]);
            return (
              <div key={shown.name}>
                <dt>{valueLabel(shown)}</dt>
                <dd>
                  {formatInColumn(value, decimals)}
                  {value !== null && own !== null && (
                    <span className="muted"> {formatDifference(value - own, decimals)}</span>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      ) : (
        <p className="hint">
          {wholeWidth} × {wholeHeight}
        </p>
      )}
      {isMiddle && (
        <p className="hint">
          The middle {width} × {height} of {wholeWidth} × {wholeHeight}; the numbers are of the whole.
        </p>
      )}
    </figcaption>
  );
}
