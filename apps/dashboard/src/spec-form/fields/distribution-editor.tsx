/** How a YOTO group draws the weight of each variable term. */
import { type LambdaDistribution, lambdaRange } from '@yoto/core';
import type { DistributionsDraft } from '../spec-draft.ts';
import { GroupIssues } from './field.tsx';
import { fieldId } from './issues-context.tsx';
import { NumberField } from './number-field.tsx';
import { SelectField } from './text-field.tsx';

interface DistributionEditorProps {
  path: string;
  terms: readonly { name: string; label: string }[];
  /** Terms without an entry use the data set's own distribution. */
  value: DistributionsDraft;
  suggested: DistributionsDraft;
  onChange: (value: DistributionsDraft) => void;
}

export function DistributionEditor({ path, terms, value, suggested, onChange }: DistributionEditorProps) {
  return (
    <div className="stack" id={fieldId(path)} tabIndex={-1}>
      {terms.map(({ name, label }) => {
        const distribution = value[name] ?? suggested[name];
        return (
          <fieldset className="weight" key={name}>
            <legend>Weight of {label}</legend>
            <GroupIssues path={`${path}.${name}`} />
            {distribution && (
              <div className="fields fields-tight">
                <DistributionFields
                  path={`${path}.${name}`}
                  value={distribution}
                  onChange={(changed) => onChange({ ...value, [name]: changed })}
                />
              </div>
            )}
          </fieldset>
        );
      })}
    </div>
  );
}

const KINDS = [
  { value: 'log-uniform', label: 'Log-uniform' },
  { value: 'uniform', label: 'Uniform' },
  { value: 'log-normal', label: 'Log-normal' },
  { value: 'fixed', label: 'Fixed' },
] as const;

interface DistributionFieldsProps {
  path: string;
  value: LambdaDistribution;
  onChange: (value: LambdaDistribution) => void;
}

function DistributionFields({ path, value, onChange }: DistributionFieldsProps) {
  const field = (key: string, label: string, number: number) => (
    <NumberField
      path={`${path}.${key}`}
      label={label}
      value={number}
      onChange={(changed = Number.NaN) => onChange({ ...value, [key]: changed })}
    />
  );
  return (
    <>
      <SelectField
        path={`${path}.kind`}
        label="Drawn"
        choices={KINDS}
        value={value.kind}
        onChange={(kind) => onChange(distributionAs(kind as LambdaDistribution['kind'], value))}
      />
      {value.kind === 'fixed' ? (
        field('value', 'Weight', value.value)
      ) : (
        <>
          {field('min', 'From', value.min)}
          {field('max', 'To', value.max)}
        </>
      )}
      {value.kind === 'log-normal' && (
        <>
          {field('median', 'Median', value.median)}
          {field('sigma', 'Sigma (of ln)', value.sigma)}
        </>
      )}
    </>
  );
}

/** Another kind of distribution over the same range; a log-normal's ±2 sigma covers it. */
function distributionAs(kind: LambdaDistribution['kind'], from: LambdaDistribution): LambdaDistribution {
  const { min, max } = lambdaRange(from);
  const median = Number(Math.sqrt(min * max).toPrecision(3));
  if (kind === 'fixed') return { kind, value: median };
  const range = max > min ? { min, max } : { min: min / 10, max: min * 10 };
  if (kind !== 'log-normal') return { kind, ...range };
  return { kind, median, sigma: Number((Math.log(range.max / range.min) / 4).toPrecision(3)), ...range };
}
