import { labelsText, parseLabels } from '../labels-text.ts';
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
