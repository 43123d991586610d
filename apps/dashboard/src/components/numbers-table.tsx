/** A table of plain texts, small: the numbers behind a chart, or too many for a table of their own. */
import type { ReactNode } from 'react';

interface NumbersTableProps {
  columns: readonly string[];
  /** One cell a column. */
  rows: readonly (readonly string[])[];
  /** One more column, of anything; one cell a row. */
  last?: { column: string; cells: readonly ReactNode[] };
}

export function NumbersTable({ columns, rows, last }: NumbersTableProps) {
  const numeric = columns.map((_, i) => rows.length > 0 && rows.every((row) => isNumberText(row[i])));
  return (
    <table className="numbers">
      <thead>
        <tr>
          {columns.map((column, i) => (
            <th key={column} scope="col" className={numeric[i] ? 'numeric' : undefined}>
              {column}
            </th>
          ))}
          {last && <th scope="col">{last.column}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={row.join('|')}>
            {row.map((cell, i) => (
              <td key={columns[i]} className={numeric[i] ? 'numeric' : undefined}>
                {cell}
              </td>
            ))}
            {last && <td>{last.cells[at]}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A number, with or without its interval, or what stands for one. */
const isNumberText = (text = ''): boolean =>
  /^[+−]?[\d,.]+(e−?\d+)?[ %]*(\[.*\])?$|^[–∞]$|^−∞$|^NaN$|^diverged$/.test(text);
