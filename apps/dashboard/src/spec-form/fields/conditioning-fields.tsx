import type { ConditioningDraft } from '../spec-draft.ts';
import { withField } from '../with-field.ts';
import { GroupIssues } from './field.tsx';
import { fieldId } from './issues-context.tsx';
import { NumberField } from './number-field.tsx';
import { SelectField } from './text-field.tsx';

const KINDS = [
  { value: 'film', label: 'FiLM' },
  { value: 'concat', label: 'Concat, every block' },
  { value: 'input', label: 'Concat, input only' },
  { value: 'none', label: 'None' },
];
const PREPROCESS = [
  { value: 'log', label: 'Logarithms' },
  { value: 'centred-log', label: 'Logarithms, centred' },
  { value: 'raw', label: 'Raw weights' },
];

interface ConditioningFieldsProps {
  path: string;
  value: ConditioningDraft;
  placeholders: { hiddenUnits: string; strength: string };
  onChange: (value: ConditioningDraft) => void;
}

/** How the model is told lambda. */
export function ConditioningFields({ path, value, placeholders, onChange }: ConditioningFieldsProps) {
  const film = (value.kind ?? 'film') === 'film';
  return (
    <fieldset className="weight" id={fieldId(path)} tabIndex={-1}>
      <legend>Conditioning</legend>
      <GroupIssues path={path} label="Conditioning" />
      <div className="fields fields-tight">
        <SelectField
          path={`${path}.kind`}
          label="Kind"
          choices={KINDS}
          value={value.kind ?? 'film'}
          onChange={(kind) => onChange({ ...value, kind: kind as NonNullable<ConditioningDraft['kind']> })}
        />
        <SelectField
          path={`${path}.preprocess`}
          label="The network sees"
          choices={PREPROCESS}
          value={value.preprocess ?? 'log'}
          onChange={(seen) =>
            onChange({ ...value, preprocess: seen as NonNullable<ConditioningDraft['preprocess']> })
          }
        />
        {film && (
          <>
            <NumberField
              path={`${path}.hiddenUnits`}
              label="Hidden units"
              placeholder={placeholders.hiddenUnits}
              value={value.hiddenUnits}
              onChange={(units) => onChange(withField(value, 'hiddenUnits', units))}
            />
            <NumberField
              path={`${path}.strength`}
              label="Strength k"
              placeholder={placeholders.strength}
              value={value.strength}
              onChange={(strength) => onChange(withField(value, 'strength', strength))}
            />
          </>
        )}
      </div>
    </fieldset>
  );
}
