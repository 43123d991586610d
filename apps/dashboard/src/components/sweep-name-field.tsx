import { useId } from 'react';

interface SweepNameFieldProps {
  label: string;
  value: string;
  onChange: (name: string) => void;
}

/** A name as the server takes it: one line, at most 120 characters. */
export function SweepNameField({ label, value, onChange }: SweepNameFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        autoComplete="off"
        required
        maxLength={120}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
