/** The one way to write comma-separated values: spreadsheets open them, and run what looks like a formula. */

/** Text, or a number, or nothing. A number is never changed, so write numbers as numbers. */
export type CsvCell = string | number | null;

/**
 * One line per row, quoted as in RFC 4180; null is an empty cell. Text that a spreadsheet would run as a formula gets
 * an apostrophe before it, in the header as well.
 */
export function formatCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((row) => row.map(written).join(',')).join('\n');
}

function written(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = startsFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What OWASP lists under "CSV injection". Excel reads full-width signs like the ASCII ones in some locales, and programs
 * that import a file may trim blanks first.
 */
const startsFormula = (text: string): boolean => /^(?:[\t\r\n]|\s*[=+\-@])/.test(text.normalize('NFKC'));
