export interface Column {
  title: string;
  align?: 'left' | 'right';
}

/** An aligned plain-text table; every row has one cell per column. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...rows.map((row) => displayWidth(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? '';
        const padding = ' '.repeat((widths[index] ?? 0) - displayWidth(cell));
        return align === 'right' ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width));
  return [line(columns.map((column) => column.title)), line(rule), ...rows.map(line)].join('\n');
}

/** Characters, not UTF-16 units. */
const displayWidth = (text: string): number => [...text].length;
