/** Settings of training that a group may have for itself or the sweep for all its groups. */
import { formatCount } from '../../format/numbers.ts';
import type { SettingsDraft } from '../spec-draft.ts';
import { withField } from '../with-field.ts';
import { AdvancedSettings } from './advanced-settings.tsx';
import { NumberField, NumbersField } from './number-field.tsx';

export type SettingPlaceholders = Partial<Record<keyof SettingsDraft, string | undefined>>;

export interface SettingsFieldsProps {
  path: string;
  value: SettingsDraft;
  /** What holds where a field is left empty. */
  placeholders: SettingPlaceholders;
  onChange: (value: SettingsDraft) => void;
}

export function SettingsFields(props: SettingsFieldsProps) {
  const { path, value, placeholders, onChange } = props;
  const number = (
    key: 'steps' | 'batchSize' | 'learningRate' | 'widthMultiplier',
    label: string,
    hint?: string,
  ) => (
    <NumberField
      path={`${path}.${key}`}
      label={label}
      hint={hint}
      placeholder={placeholders[key]}
      value={value[key]}
      onChange={(changed) => onChange(withField(value, key, changed))}
    />
  );
  return (
    <div className="stack">
      <div className="fields">
        {number('steps', 'Steps', stepsHint(value.steps, placeholders.steps))}
        {number('batchSize', 'Batch size')}
        {number('learningRate', 'Learning rate')}
        {number('widthMultiplier', 'Width multiplier')}
        <NumbersField
          path={`${path}.seeds`}
          label="Seeds"
          hint="One job per seed"
          placeholder={placeholders.seeds ?? '0'}
          value={value.seeds}
          onChange={(seeds) => onChange(withField(value, 'seeds', seeds.length > 0 ? seeds : undefined))}
        />
      </div>
      <details className="more">
        <summary>Advanced</summary>
        <AdvancedSettings {...props} />
      </details>
    </div>
  );
}

/** A first look takes fewer steps than the data set suggests: say what it suggests. */
function stepsHint(steps: number | undefined, suggested: string | undefined): string | undefined {
  if (steps === undefined || suggested === undefined || Number(suggested) === steps) return undefined;
  return `Suggested: ${formatCount(Number(suggested))}`;
}

/** What the settings of a group fall back to, as text for empty fields. */
export function placeholdersFrom(
  settings: SettingsDraft,
  suggested: { [K in keyof SettingsDraft]?: unknown },
): SettingPlaceholders {
  const text = (value: unknown) => (value === undefined ? undefined : String(value));
  return {
    steps: text(settings.steps ?? suggested.steps),
    batchSize: text(settings.batchSize ?? suggested.batchSize),
    learningRate: text(settings.learningRate ?? suggested.learningRate),
    weightDecay: text(settings.weightDecay ?? suggested.weightDecay),
    widthMultiplier: text(settings.widthMultiplier ?? 1),
    seeds: (settings.seeds ?? [0]).join(', '),
    metricsEverySteps: text(settings.metricsEverySteps),
    priority: text(settings.priority ?? 0),
  };
}
