import type { TaskDetail } from '@yoto/core';
import { type AxisChoice, yChoices } from '../../format/frontier-axis.ts';

interface YAxisSelectProps {
  task: TaskDetail;
  value: string;
  onChange: (name: string) => void;
}

/** Chooses what the frontier and its analysis have on the y axis. */
export function YAxisSelect({ task, value, onChange }: YAxisSelectProps) {
  const { metrics, lossTerms } = yChoices(task);
  if (metrics.length + lossTerms.length < 2) return null;
  return (
    <label className="filter">
      <span>Y axis</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <Options label="Metrics" choices={metrics} />
        <Options label="Loss terms" choices={lossTerms} />
      </select>
    </label>
  );
}

function Options({ label, choices }: { label: string; choices: readonly AxisChoice[] }) {
  if (choices.length === 0) return null;
  return (
    <optgroup label={label}>
      {choices.map((choice) => (
        <option key={choice.name} value={choice.name}>
          {choice.label}
        </option>
      ))}
    </optgroup>
  );
}
