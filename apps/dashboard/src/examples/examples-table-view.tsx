/** The table of single examples: two lines of headings, values with their differences, the means below. */
import { parametersAt } from '@yoto/core';
import type { ReactNode } from 'react';
import { lambdaText } from '../format/lambda-text.ts';
import { columnDecimals, formatDifference, formatInColumn } from '../format/numbers.ts';
import type { ExampleSeries } from './example-series.ts';
import { type ExampleCell, type ExampleOrder, type ExampleRow, meanCells } from './examples-table.ts';
import { type ShownValue, valueLabel } from './shown-values.ts';

interface ExamplesTableProps {
  label: string;
  rows: readonly ExampleRow[];
  series: readonly ExampleSeries[];
  values: readonly ShownValue[];
  order: ExampleOrder;
  colours: ReadonlyMap<string, string>;
  onOrder: (order: ExampleOrder) => void;
  /** What stands in the first column: the name of an example, perhaps as a link. */
  heading: (row: ExampleRow) => ReactNode;
}

export function ExamplesTableView(props: ExamplesTableProps) {
  const { label, rows, series, values, heading } = props;
  // The same for all series, so that they can be compared at a glance.
  const decimals = values.map((_shown, column) =>
    columnDecimals(rows.flatMap((row) => row.series.map(({ cells }) => cells[column]?.value))),
  );
  const cellsOf = (all: readonly (readonly ExampleCell[])[]) =>
    all.flatMap((cells, at) =>
      cells.map((cell, value) => (
        <Cell
          key={`${series[at]?.name} ${values[value]?.name}`}
          cell={cell}
          decimals={decimals[value]}
          isFirst={value === 0}
        />
      )),
    );
  return (
    <div className="scroll examples-scroll">
      <table className="examples" aria-label={label}>
        <Head {...props} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.example}>
              <th scope="row" className="examples-name">
                {heading(row)}
              </th>
              {cellsOf(row.series.map(({ cells }) => cells))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="examples-name">
              Mean
            </th>
            {cellsOf(meanCells(rows, series, values))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Head({ rows, series, values, order, colours, onOrder }: ExamplesTableProps) {
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className="examples-name" aria-sort={sortOf(order, 'name')}>
          <SortButton order={order} column="name" onOrder={onOrder}>
            Example
          </SortButton>
        </th>
        {series.map((one, at) => (
          <th key={one.name} scope="colgroup" colSpan={values.length} className="examples-series">
            <SeriesHeading series={one} rows={rows} at={at} colour={colours.get(one.name)} />
          </th>
        ))}
      </tr>
      <tr>
        {series.flatMap((one, at) =>
          values.map((shown, value) => {
            const column = { series: at, value };
            return (
              <th
                key={`${one.name} ${shown.name}`}
                scope="col"
                className={value === 0 ? 'numeric examples-first' : 'numeric'}
                aria-sort={sortOf(order, column)}
              >
                <SortButton order={order} column={column} onOrder={onOrder}>
                  {valueLabel(shown)}
                </SortButton>
              </th>
            );
          }),
        )}
      </tr>
    </thead>
  );
}

/** The series, and where it is evaluated: at one lambda, or for each example at another. */
function SeriesHeading({
  series: { name },
  rows,
  at,
  colour,
}: {
  series: ExampleSeries;
  rows: readonly ExampleRow[];
  at: number;
  colour: string | undefined;
}) {
  const points = new Set(rows.map((row) => row.series[at]?.point));
  const [point] = points;
  const where =
    points.size > 1 ? 'nearest for each' : point ? lambdaText(parametersAt(point.at)) : 'nothing near';
  return (
    <>
      <span className="with-dot">
        {colour && <span className="dot" style={{ background: colour }} aria-hidden="true" />}
        {name}
      </span>{' '}
      <span className="muted">{where}</span>
    </>
  );
}

interface CellProps {
  cell: ExampleCell;
  decimals: number | undefined;
  isFirst: boolean;
}

function Cell({ cell: { value, difference, tone }, decimals, isFirst }: CellProps) {
  return (
    <td className={isFirst ? 'numeric examples-first' : 'numeric'}>
      {formatInColumn(value, decimals)}
      {difference !== null && (
        <span className={`examples-difference tone-${tone}`}>{formatDifference(difference, decimals)}</span>
      )}
    </td>
  );
}

const isSameColumn = (one: ExampleOrder['column'], other: ExampleOrder['column']): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function sortOf({ column, descending }: ExampleOrder, own: ExampleOrder['column']) {
  if (!isSameColumn(column, own)) return undefined;
  return descending ? 'descending' : 'ascending';
}

interface SortButtonProps {
  order: ExampleOrder;
  column: ExampleOrder['column'];
  onOrder: (order: ExampleOrder) => void;
  children: ReactNode;
}

/** Numbers begin with the largest; a second click turns the order round. */
function SortButton({ order, column, onOrder, children }: SortButtonProps) {
  const isOwn = isSameColumn(order.column, column);
  const mark = isOwn ? (order.descending ? '↓' : '↑') : '';
  return (
    <button
      type="button"
      className="sort"
      onClick={() => onOrder({ column, descending: isOwn ? !order.descending : column !== 'name' })}
    >
      {children}
      <span aria-hidden="true" className="sort-mark">
        {mark}
      </span>
    </button>
  );
}
