/** Losses and metrics of the pictures that are shown. */
import type { TaskDetail } from '@yoto/core';
import type { ExploreMeasure, ShownSet } from '@yoto/training';
import { NumbersTable } from '../components/numbers-table.tsx';
import { formatNumber } from '../format/numbers.ts';

interface ShownValuesProps {
  set: ShownSet;
  task: Pick<TaskDetail, 'lossTerms' | 'metrics'>;
  measures: readonly ExploreMeasure[];
}

export function ShownValues({ set, task, measures }: ShownValuesProps) {
  const rows = Object.entries(set.values).map(([name, values]) => ({
    ...measureOf(name, task, measures),
    values,
  }));
  if (rows.length === 0) return null;
  const isOne = set.pictures.length === 1;
  return (
    <div className="shown-values">
      <table className="numbers" aria-label="Values of the pictures shown">
        <thead>
          <tr>
            <th scope="col">Of the pictures shown</th>
            <th scope="col" className="numeric">
              {isOne ? 'value' : `mean of ${set.pictures.length}`}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, label, unit, values }) => (
            <tr key={name}>
              <th scope="row">{label}</th>
              <td className="numeric">
                <data value={mean(values)}>{formatNumber(mean(values))}</data> {unit}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!isOne && (
        <details>
          <summary>Each picture</summary>
          <div className="scroll">
            <NumbersTable
              columns={['Picture', ...rows.map(({ label, unit }) => (unit ? `${label} (${unit})` : label))]}
              rows={set.pictures.map((_, index) => [
                String(index + 1),
                ...rows.map(({ values }) => formatNumber(values[index])),
              ])}
            />
          </div>
        </details>
      )}
    </div>
  );
}

/** What a value is called, and its unit. */
export function measureOf(
  name: string,
  { lossTerms, metrics }: ShownValuesProps['task'],
  measures: readonly ExploreMeasure[],
): ExploreMeasure {
  const found = [...measures, ...lossTerms, ...metrics].find((one) => one.name === name);
  return { name, label: found?.label ?? name, ...(found?.unit && { unit: found.unit }) };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
