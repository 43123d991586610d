import { numbersText, numberText, parseNumber, parseNumbers } from '../number-text.ts';
import { Field } from './field.tsx';
import { useTypedText } from './use-typed-text.ts';

interface Common {
  path: string;
  label: string;
  hint?: string | undefined;
  /** What holds when the field is empty. */
  placeholder?: string | undefined;
  wide?: boolean;
}

interface NumberFieldProps extends Common {
  value: number | undefined;
  /** NaN for what is not a number, undefined for nothing. */
  onChange: (value: number | undefined) => void;
}

export function NumberField({ value, onChange, placeholder, ...field }: NumberFieldProps) {
  const [text, setText] = useTypedText(value, numberText, parseNumber);
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          className="input numeric-input"
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            onChange(parseNumber(event.target.value));
          }}
        />
      )}
    </Field>
  );
}

interface NumbersFieldProps extends Common {
  value: readonly number[] | undefined;
  onChange: (value: number[]) => void;
}

/** Several numbers, separated by commas or spaces. */
export function NumbersField({ value, onChange, placeholder, ...field }: NumbersFieldProps) {
  const [text, setText] = useTypedText(value, numbersText, parseNumbers);
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
            onChange(parseNumbers(event.target.value));
          }}
        />
      )}
    </Field>
  );
}
