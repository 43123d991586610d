/** A table of plain texts, small: the numbers behind a chart, or too many for a table of their own. */
interface NumbersTableProps {
  columns: readonly string[];
  /** One cell a column. */
  rows: readonly (readonly string[])[];
}

export function NumbersTable({ columns, rows }: NumbersTableProps) {
  return (
    <table className="numbers">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join('|')}>
            {row.map((cell, i) => (
              <td key={columns[i]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
