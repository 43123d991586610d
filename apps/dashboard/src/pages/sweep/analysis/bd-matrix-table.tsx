/** The square of differences: colours and numbers, one cell in the order of the Tab key, arrow keys for the rest. */
import type { CSSProperties, KeyboardEvent } from 'react';
import { useRef } from 'react';
import { type GridPlace, nextPlace } from '../../../components/grid-keys.ts';
import type { BdMatrix, MatrixCell } from './bd-matrix.ts';
import { SeriesName } from './series-name.tsx';

interface BdMatrixTableProps {
  matrix: BdMatrix;
  label: string;
  colours: ReadonlyMap<string, string>;
  /** The cell whose details are shown. */
  active: MatrixCell;
  /** What a cell says to somebody who does not see it. */
  textOf: (cell: MatrixCell) => string;
  onActive: (cell: MatrixCell) => void;
}

export function BdMatrixTable({ matrix, label, colours, active, textOf, onActive }: BdMatrixTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const size = { rows: matrix.rows.length, columns: matrix.names.length };
  const cellAt = ({ row, column }: GridPlace) => matrix.rows[row]?.cells[column] ?? null;
  const move = (event: KeyboardEvent, from: GridPlace) => {
    const to = nextPlace(event.key, from, size, (place) => cellAt(place) !== null);
    if (!to) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-place="${to.row} ${to.column}"]`)?.focus();
  };
  return (
    <div className="scroll">
      <table className="matrix" aria-label={label} ref={table}>
        <thead>
          <tr>
            <th scope="col" className="matrix-corner">
              Series <span aria-hidden="true">↓</span> against <span aria-hidden="true">→</span>
            </th>
            {matrix.names.map((name) => (
              <th key={name} scope="col">
                <SeriesName name={name} colours={colours} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map(({ test, cells }, row) => (
            <tr key={test}>
              <th scope="row">
                <SeriesName name={test} colours={colours} />
              </th>
              {cells.map((cell, column) => (
                <td key={matrix.names[column]} className="matrix-place">
                  {cell && (
                    <button
                      type="button"
                      className={`matrix-cell matrix-${cell.tone}`}
                      style={{ '--strength': cell.strength } as CSSProperties}
                      data-place={`${row} ${column}`}
                      aria-label={textOf(cell)}
                      aria-pressed={cell === active}
                      tabIndex={cell === active ? 0 : -1}
                      onFocus={() => onActive(cell)}
                      onMouseEnter={() => onActive(cell)}
                      onClick={() => onActive(cell)}
                      onKeyDown={(event) => move(event, { row, column })}
                    >
                      {cell.chosen.warnings.length > 0 && <span className="matrix-mark">⚠</span>}
                      {cell.text}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
