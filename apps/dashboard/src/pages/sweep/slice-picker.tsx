/** Where several parameters vary: along which one curves are compared, and what the others are held at. */
import { parametersAt, type SweepComparison } from '@yoto/core';
import type { ComparisonChoice } from '../../api/comparison-queries.ts';
import { formatNumber, formatPlural } from '../../format/numbers.ts';

interface SlicePickerProps {
  comparison: SweepComparison;
  onChoose: (change: ComparisonChoice) => void;
}

const ALL = '';

export function SlicePicker({ comparison, onChoose }: SlicePickerProps) {
  const { varying, slice } = comparison;
  if (varying.length < 2) return null;
  const { along = ALL, base = {} } = slice.value ?? {};
  const hold = (name: string, value: number) => onChoose({ base: baseText({ ...base, [name]: value }) });
  return (
    <section className="card slice-picker" aria-label="Slice">
      <label className="filter">
        <span>Compare along</span>
        <select
          value={along}
          onChange={({ target }) =>
            onChoose({ slice: target.value === ALL ? undefined : target.value, base: undefined })
          }
        >
          <option value={ALL}>all lambdas (no curve)</option>
          {varying.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {Object.entries(base).map(([name, held]) => (
        <label className="filter" key={name}>
          <span>{name} held at</span>
          <select value={held} onChange={({ target }) => hold(name, Number(target.value))}>
            {measuredValues(comparison, name).map((value) => (
              <option key={value} value={value}>
                {formatNumber(value)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <p className="hint">
        {slice.value
          ? `${formatPlural(slice.value.lambdas, 'lambda')} on this slice; regret in the tables is over all lambdas.`
          : `${varying.length} parameters vary (${varying.join(', ')}): choose one to see curves, Bjontegaard differences and hypervolumes.`}
      </p>
    </section>
  );
}

const baseText = (base: Record<string, number>): string =>
  Object.entries(base)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');

function measuredValues({ series }: SweepComparison, name: string): number[] {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ at }) => ('lambda' in at ? (parametersAt(at)[name] ?? []) : [])),
  );
  return [...new Set(values)].sort((a, b) => a - b);
}
