import type { ComparisonAxis, SweepComparison } from '@yoto/core';

interface AxisSelectProps {
  axis: 'x' | 'y';
  comparison: Pick<SweepComparison, 'axes' | 'axisChoices'>;
  onChange: (name: string) => void;
}

const KINDS: readonly { kind: ComparisonAxis['kind']; label: string }[] = [
  { kind: 'metric', label: 'Metrics' },
  { kind: 'sum', label: 'Sums of loss terms' },
  { kind: 'term', label: 'Loss terms' },
];

/** Chooses what is on an axis of the frontier and of its analysis: anything but what is on the other. */
export function AxisSelect({ axis, comparison: { axes, axisChoices }, onChange }: AxisSelectProps) {
  const other = axes[axis === 'x' ? 'y' : 'x'].name;
  const choices = axisChoices.filter(({ name }) => name !== other);
  if (choices.length < 2) return null;
  return (
    <label className="filter">
      <span>{axis.toUpperCase()} axis</span>
      <select value={axes[axis].name} onChange={(event) => onChange(event.target.value)}>
        {KINDS.map(({ kind, label }) => {
          const offered = choices.filter((choice) => choice.kind === kind);
          return (
            offered.length > 0 && (
              <optgroup key={kind} label={label}>
                {offered.map((choice) => (
                  <option key={choice.name} value={choice.name}>
                    {choice.unit ? `${choice.label} (${choice.unit})` : choice.label}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
      </select>
    </label>
  );
}
