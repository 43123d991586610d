/** How a YOTO group draws each weight that varies, and each loss parameter. */
import { type LambdaDistribution, type LambdaVariable, lambdaRange } from '@yoto/core';
import { variableTitle } from '../field-names.ts';
import type { DistributionsDraft } from '../spec-draft.ts';
import { GroupIssues } from './field.tsx';
import { fieldId } from './issues-context.tsx';
import { NumberField } from './number-field.tsx';
import { SelectField } from './text-field.tsx';

type Variable = Pick<LambdaVariable, 'name' | 'label' | 'kind'>;

interface DistributionEditorProps {
  path: string;
  variables: readonly Variable[];
  /** Those without an entry use the data set's own distribution. */
  value: DistributionsDraft;
  suggested: DistributionsDraft;
  onChange: (value: DistributionsDraft) => void;
}

export function DistributionEditor({ path, variables, value, suggested, onChange }: DistributionEditorProps) {
  return (
    <div className="stack" id={fieldId(path)} tabIndex={-1}>
      {variables.map((variable) => {
        const { name } = variable;
        const distribution = value[name] ?? suggested[name];
        return (
          <fieldset className="weight" key={name}>
            <legend>{variableTitle(variable)}</legend>
            <GroupIssues path={`${path}.${name}`} label={variableTitle(variable)} />
            {distribution && (
              <div className="fields fields-tight">
                <DistributionFields
                  path={`${path}.${name}`}
                  kind={variable.kind}
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
  kind: LambdaVariable['kind'];
  value: LambdaDistribution;
  onChange: (value: LambdaDistribution) => void;
}

function DistributionFields({ path, kind: of, value, onChange }: DistributionFieldsProps) {
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
        field('value', of === 'weight' ? 'Weight' : 'Value', value.value)
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
