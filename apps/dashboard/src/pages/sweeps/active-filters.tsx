/** The labels that the list is filtered by, and the way back to all sweeps. */
import { formatPlural } from '../../format/numbers.ts';
import { isFiltered, type ListFilter } from './list-filter.ts';

interface ActiveFiltersProps {
  filter: ListFilter;
  /** How many sweeps fit; undefined until it is known. */
  total: number | undefined;
  onChange: (change: Partial<ListFilter>) => void;
  onClear: () => void;
}

export function ActiveFilters({ filter, total, onChange, onClear }: ActiveFiltersProps) {
  const filtered = isFiltered(filter);
  return (
    <div className="active-filters">
      <span role="status" className="hint">
        {total !== undefined && `${formatPlural(total, 'sweep')}${filtered ? ' found' : ''}`}
      </span>
      {filter.labels.map((label) => (
        <button
          key={label}
          type="button"
          className="chip chip-removable"
          aria-label={`Remove the filter ${label}`}
          onClick={() => onChange({ labels: filter.labels.filter((other) => other !== label) })}
        >
          {label} <span aria-hidden="true">×</span>
        </button>
      ))}
      {filtered && (
        <button type="button" className="link" onClick={onClear}>
          Clear filters
        </button>
      )}
    </div>
  );
}
