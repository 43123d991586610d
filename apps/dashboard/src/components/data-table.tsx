/** A table that turns into cards on a phone: every cell knows its column's name. */
import type { ReactNode } from 'react';

export interface Column<T> {
  name: string;
  /** What heads the column in place of its name. */
  header?: ReactNode;
  cell: (row: T) => ReactNode;
  /** Numbers are aligned right. */
  numeric?: boolean;
  /** Long values: a line of its own on a phone. */
  wide?: boolean;
  /** The cell that heads the card on a phone, and names the row to a screen reader. */
  heading?: boolean;
  /** What the numbers mean: shown over the column's name, and where a page lists them. */
  help?: string;
}

interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  className?: string;
  isSelected?: (row: T) => boolean;
}

export function DataTable<T>({ label, columns, rows, rowKey, className, isSelected }: DataTableProps<T>) {
  return (
    <table className={className ? `table ${className}` : 'table'} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ name, header, numeric, help }) => (
            <th key={name} scope="col" title={help} className={numeric ? 'numeric' : undefined}>
              {header ?? name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className={isSelected?.(row) ? 'row-selected' : undefined}>
            {columns.map((column) => (
              <Cell key={column.name} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const { name, cell, numeric, heading, wide } = column;
  const content = cell(row);
  if (heading)
    return (
      <th scope="row" className="row-heading">
        {content}
      </th>
    );
  return (
    <td data-label={name} className={numeric ? 'numeric' : wide ? 'cell-wide' : undefined}>
      {content}
    </td>
  );
}
