/** Labels as chips that can be removed, and a field that adds one. */
import { labelText, parseLabel, type SweepLabels } from '@yoto/core';
import { useId, useState } from 'react';

interface LabelsEditorProps {
  value: SweepLabels;
  onChange: (value: SweepLabels) => void;
}

export function LabelsEditor({ value, onChange }: LabelsEditorProps) {
  const [typed, setTyped] = useState('');
  const id = useId();
  const add = () => {
    const { key, value: given = '' } = parseLabel(typed);
    if (key === '') return;
    onChange({ ...value, [key]: given });
    setTyped('');
  };
  return (
    <div className="field">
      <label htmlFor={id}>Labels</label>
      <div className="labels-editor">
        {Object.entries(value).map(([key, given]) => (
          <button
            key={key}
            type="button"
            className="chip chip-removable"
            aria-label={`Remove the label ${labelText(key, given)}`}
            onClick={() =>
              onChange(Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)))
            }
          >
            {labelText(key, given)} <span aria-hidden="true">×</span>
          </button>
        ))}
        <input
          id={id}
          className="input"
          autoComplete="off"
          placeholder="key=value"
          aria-describedby={`${id}-hint`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            // Enter sends the form only when there is nothing left to add.
            if (event.key !== 'Enter' || typed.trim() === '') return;
            event.preventDefault();
            add();
          }}
        />
      </div>
      <p id={`${id}-hint`} className="hint">
        Enter adds one: key=value, or a key alone
      </p>
    </div>
  );
}
