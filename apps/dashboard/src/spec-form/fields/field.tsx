import type { ReactNode } from 'react';
import { fieldId, useIssues } from './issues-context.tsx';

/** What an input must carry so that its label, hint and error belong to it. */
interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

interface FieldProps {
  path: string;
  label: string;
  hint?: ReactNode;
  /** The field stands for everything below its path. */
  below?: boolean;
  wide?: boolean;
  children: (control: FieldControl) => ReactNode;
}

/** A label, an input, a hint, and what is wrong with it. */
export function Field({ path, label, hint, below = false, wide = false, children }: FieldProps) {
  const issues = useIssues(path, label, below);
  const id = fieldId(path);
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hint ? hintId : '', issues.length > 0 ? errorId : ''].filter(Boolean).join(' ');
  return (
    <div className={wide ? 'field field-wide' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': issues.length > 0 })}
      {hint && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
      {issues.length > 0 && (
        <p id={errorId} className="field-error">
          {issues.join(' ')}
        </p>
      )}
    </div>
  );
}

/** What is wrong with a group of fields as a whole. */
export function GroupIssues({ path, label }: { path: string; label: string }) {
  const issues = useIssues(path, label);
  if (issues.length === 0) return null;
  return <p className="field-error">{issues.join(' ')}</p>;
}
