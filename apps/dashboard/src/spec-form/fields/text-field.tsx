import { useState } from 'react';
import { Field } from './field.tsx';

interface TextFieldProps {
  path: string;
  label: string;
  hint?: string | undefined;
  placeholder?: string | undefined;
  wide?: boolean;
  value: string;
  onChange: (value: string) => void;
}

export function TextField({ value, onChange, placeholder, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          type="text"
          autoComplete="off"
          className="input"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface SelectFieldProps {
  path: string;
  label: string;
  hint?: string | undefined;
  choices: readonly { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

export function SelectField({ choices, value, onChange, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface JsonFieldProps {
  path: string;
  label: string;
  hint?: string | undefined;
  value: unknown;
  placeholder: string;
  onChange: (value: unknown) => void;
}

/** Parameters that no other field fits. What is not JSON is passed on as text, which the server refuses. */
export function JsonField({ value, onChange, placeholder, ...field }: JsonFieldProps) {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value)));
  return (
    <Field {...field} below>
      {(control) => (
        <input
          {...control}
          type="text"
          autoComplete="off"
          className="input numeric-input"
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            onChange(jsonOrText(event.target.value));
          }}
        />
      )}
    </Field>
  );
}

function jsonOrText(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
