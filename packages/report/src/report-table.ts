/** A table as data: terminals, Markdown and HTML draw it their own way. */
export interface ReportTable {
  title: string;
  columns: readonly { title: string; align?: 'left' | 'right' }[];
  /** One cell a column. */
  rows: readonly (readonly string[])[];
  /** What a reader needs to know to read it. */
  notes: readonly string[];
}

/** Columns of which the first are names and the others numbers. */
export const columnsOf = (names: readonly string[], numbers: readonly string[]): ReportTable['columns'] => [
  ...names.map((title) => ({ title })),
  ...numbers.map((title) => ({ title, align: 'right' as const })),
];
