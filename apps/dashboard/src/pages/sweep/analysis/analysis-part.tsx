/** One table of the comparison, with what it needs to be read: remarks, and the meaning of each number. */
import type { ReactNode } from 'react';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { type Footnotes, sentence } from '../../../format/footnotes.ts';

interface AnalysisPartProps<T> {
  title: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  notes: Footnotes;
  /** Why there are no rows. */
  empty: string;
  actions?: ReactNode;
  /** Between the table and its notes. */
  children?: ReactNode;
}

export function AnalysisPart<T>(props: AnalysisPartProps<T>) {
  const { title, columns, rows, rowKey, notes, empty, actions, children } = props;
  return (
    <section className="analysis-part" aria-label={title}>
      <header className="card-header">
        <h3>{title}</h3>
        {rows.length > 0 && actions && <div className="actions">{actions}</div>}
      </header>
      {rows.length === 0 ? (
        <p className="hint pad">{empty}</p>
      ) : (
        <>
          <DataTable label={title} columns={columns} rows={rows} rowKey={rowKey} />
          <div className="analysis-notes">
            <FootnoteList notes={notes} />
            {children}
            <Explanations columns={columns} />
          </div>
        </>
      )}
    </section>
  );
}

function FootnoteList({ notes }: { notes: Footnotes }) {
  if (notes.all.length === 0) return null;
  return (
    <ul className="footnotes" aria-label="Notes">
      {notes.all.map(({ mark, text }) => (
        <li key={mark}>
          <sup className="note-mark">{mark}</sup> {sentence(text)}
        </li>
      ))}
    </ul>
  );
}

function Explanations<T>({ columns }: { columns: readonly Column<T>[] }) {
  return (
    <details>
      <summary>What the numbers mean</summary>
      <dl className="explanations">
        {columns
          .filter(({ help }) => help !== undefined)
          .map(({ name, help }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{help}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}
