import { TextField } from './text-field.tsx';
import { useTypedText } from './use-typed-text.ts';

interface LabelsFieldProps {
  path: string;
  value: Record<string, string> | undefined;
  onChange: (value: Record<string, string> | undefined) => void;
}

/** Labels as `key=value, key=value`. */
export function LabelsField({ path, value, onChange }: LabelsFieldProps) {
  const [text, setText] = useTypedText(value, labelsText, parseLabels);
  return (
    <TextField
      path={path}
      label="Labels"
      hint="key=value, separated by commas"
      value={text}
      onChange={(typed) => {
        setText(typed);
        onChange(parseLabels(typed));
      }}
    />
  );
}

/** Labels as one line of text: `purpose=figure 2, mine`. */

export const labelsText = (labels: Record<string, string> | undefined): string =>
  Object.entries(labels ?? {})
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .join(', ');

/** Undefined where there is none. */
export function parseLabels(text: string): Record<string, string> | undefined {
  const labels = text.split(',').flatMap((part) => {
    const [key = '', ...value] = part.split('=');
    return key.trim() ? [[key.trim(), value.join('=').trim()] as const] : [];
  });
  return labels.length > 0 ? Object.fromEntries(labels) : undefined;
}
