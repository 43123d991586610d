/** A grid for each picture: one row per model, one column per value of a weight. */
import { lambdaText } from '../format/lambda-text.ts';
import { formatExact } from '../format/numbers.ts';
import type { ShownSheet } from './gallery.ts';
import type { PictureGrid } from './picture-grid.ts';
import { SheetTile } from './sheet-tile.tsx';

interface PictureGridProps {
  grid: PictureGrid;
  /** The data's own pictures, e.g. contents and styles. */
  data: readonly ShownSheet[];
}

export function PictureGridView({ grid, data }: PictureGridProps) {
  const { along, base, rows, pictures } = grid;
  if (rows.length === 0) return <p className="hint">No model shows pictures along {along} there.</p>;
  const numbers = Array.from({ length: pictures }, (_, index) => index);
  return (
    <>
      {Object.keys(base).length > 0 && <p className="hint">Held at {lambdaText(base)}.</p>}
      {numbers.map((index) => (
        <div className="picture-grid" key={index}>
          <div className="picture-grid-data">
            {data
              .filter(({ count }) => index < count)
              .map((sheet) => (
                <figure key={sheet.url}>
                  <SheetTile sheet={sheet} index={index} text={`${sheet.label}, picture ${index + 1}`} />
                  <figcaption>{sheet.label}</figcaption>
                </figure>
              ))}
          </div>
          <div className="scroll">
            <OnePicture grid={grid} index={index} />
          </div>
        </div>
      ))}
    </>
  );
}

/** What all models make of one picture. */
function OnePicture({ grid: { along, values, rows }, index }: { grid: PictureGrid; index: number }) {
  const textOf = (sheet: ShownSheet, model: string, value: number | undefined) =>
    `${sheet.label}, picture ${index + 1}, of ${model} at ${along} ${formatExact(value)}`;
  return (
    <table aria-label={`Picture ${index + 1} along ${along}`}>
      <thead>
        <tr>
          <th scope="col">{along}</th>
          {values.map((value) => (
            <th scope="col" key={value}>
              {formatExact(value)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ model, cells }) => (
          <tr key={model}>
            <th scope="row">{model}</th>
            {cells.map((sheet, column) => (
              <td key={values[column]}>
                {sheet && index < sheet.count && (
                  <SheetTile
                    key={sheet.url}
                    sheet={sheet}
                    index={index}
                    text={textOf(sheet, model, values[column])}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
