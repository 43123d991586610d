import type { Lambda } from '@yoto/core';
import { numberText, parseNumber } from '../number-text.ts';
import { GroupIssues } from './field.tsx';
import { fieldId, useIssues } from './issues-context.tsx';
import { useTypedText } from './use-typed-text.ts';

interface LambdaListProps {
  path: string;
  variables: readonly { name: string; label: string }[];
  lambdas: readonly Lambda[];
  onChange: (lambdas: Lambda[]) => void;
}

/** One row per lambda, one column per weight or loss parameter: lambdas that no product of grids gives. */
export function LambdaList({ path, variables, lambdas, onChange }: LambdaListProps) {
  const issues = useIssues(path, 'The list');
  const setWeight = (row: number, term: string, weight: number) =>
    onChange(lambdas.map((lambda, i) => (i === row ? { ...lambda, [term]: weight } : lambda)));
  return (
    <div className="stack" id={fieldId(path)} tabIndex={-1}>
      <div className="scroll">
        <table className="lambda-list" aria-label="Lambdas">
          <thead>
            <tr>
              {variables.map(({ name, label }) => (
                <th key={name} scope="col">
                  {label}
                </th>
              ))}
              <th>
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lambdas.map((lambda, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
              <tr key={row} id={fieldId(`${path}.${row}`)} tabIndex={-1}>
                {variables.map(({ name, label }) => (
                  <td key={name}>
                    <WeightInput
                      path={`${path}.${row}.${name}`}
                      label={`${label}, lambda ${row + 1}`}
                      value={lambda[name]}
                      onChange={(weight) => setWeight(row, name, weight)}
                    />
                  </td>
                ))}
                <td>
                  <button
                    type="button"
                    className="button button-small"
                    aria-label={`Remove lambda ${row + 1}`}
                    disabled={lambdas.length === 1}
                    onClick={() => onChange(lambdas.filter((_, i) => i !== row))}
                  >
                    Remove
                  </button>
                  <GroupIssues path={`${path}.${row}`} label={`Lambda ${row + 1}`} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {issues.length > 0 && <p className="field-error">{issues.join(' ')}</p>}
      <button
        type="button"
        className="button button-small"
        onClick={() => onChange([...lambdas, { ...lambdas.at(-1) }])}
      >
        Add a lambda
      </button>
    </div>
  );
}

interface WeightInputProps {
  path: string;
  label: string;
  value: number | undefined;
  onChange: (value: number) => void;
}

function WeightInput({ path, label, value, onChange }: WeightInputProps) {
  const [text, setText] = useTypedText(value, numberText, parseNumber);
  const issues = useIssues(path, label);
  const id = fieldId(path);
  return (
    <>
      <input
        id={id}
        className="input numeric-input"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={issues.length > 0}
        aria-describedby={issues.length > 0 ? `${id}-error` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(parseNumber(event.target.value) ?? Number.NaN);
        }}
      />
      {issues.length > 0 && (
        <p id={`${id}-error`} className="field-error">
          {issues.join(' ')}
        </p>
      )}
    </>
  );
}
