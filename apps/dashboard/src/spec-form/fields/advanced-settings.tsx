import type { SettingsDraft } from '../spec-draft.ts';
import { withField } from '../with-field.ts';
import { LabelsField } from './labels-field.tsx';
import { NumberField, NumbersField } from './number-field.tsx';
import type { SettingsFieldsProps } from './settings-fields.tsx';
import { SelectField } from './text-field.tsx';

type Section = 'evaluation' | 'checkpoint' | 'optimiser' | 'retry';

/** The settings that most sweeps leave alone. */
export function AdvancedSettings({ path, value, placeholders, onChange }: SettingsFieldsProps) {
  const set = <K extends keyof SettingsDraft>(key: K, changed: SettingsDraft[K]) =>
    onChange(withField(value, key, changed));
  const nested = (section: Section, key: string, label: string, placeholder: string) => {
    const settings: Record<string, unknown> = { ...value[section] };
    const number = settings[key];
    return (
      <NumberField
        path={`${path}.${section}.${key}`}
        label={label}
        placeholder={placeholder}
        value={typeof number === 'number' ? number : undefined}
        onChange={(changed) => set(section, withField(settings, key, changed))}
      />
    );
  };
  return (
    <div className="fields">
      <ScheduleFields
        path={`${path}.schedule`}
        value={value.schedule}
        onChange={(to) => set('schedule', to)}
      />
      <NumberField
        path={`${path}.weightDecay`}
        label="Weight decay"
        placeholder={placeholders.weightDecay}
        value={value.weightDecay}
        onChange={(changed) => set('weightDecay', changed)}
      />
      {nested('evaluation', 'everySteps', 'Evaluate every … steps', 'steps / 10')}
      {nested('evaluation', 'examples', 'Evaluation examples', '1024')}
      {nested('checkpoint', 'everySteps', 'Checkpoint every … steps', 'steps / 10')}
      <NumberField
        path={`${path}.metricsEverySteps`}
        label="Curve point every … steps"
        placeholder={placeholders.metricsEverySteps ?? 'steps / 100'}
        value={value.metricsEverySteps}
        onChange={(changed) => set('metricsEverySteps', changed)}
      />
      {nested('optimiser', 'beta1', 'Adam beta1', '0.9')}
      {nested('optimiser', 'beta2', 'Adam beta2', '0.999')}
      {nested('optimiser', 'epsilon', 'Adam epsilon', '1e-8')}
      {nested('optimiser', 'maxGradientNorm', 'Clip gradients at norm', 'never')}
      {nested('optimiser', 'weightBalance', 'Balance losses by weights^', 'not')}
      {nested('optimiser', 'lossBalance', 'Balance by expected loss^', 'not')}
      {nested('retry', 'maxAttempts', 'Attempts before failing', '3')}
      {nested('retry', 'backoffMs', 'Pause before a retry (ms)', '5000')}
      <NumberField
        path={`${path}.priority`}
        label="Priority"
        hint="Higher runs first"
        placeholder={placeholders.priority}
        value={value.priority}
        onChange={(changed) => set('priority', changed)}
      />
      <LabelsField
        path={`${path}.labels`}
        value={value.labels}
        onChange={(changed) => set('labels', changed)}
      />
    </div>
  );
}

type ScheduleDraft = SettingsDraft['schedule'];

interface ScheduleFieldsProps {
  path: string;
  value: ScheduleDraft;
  onChange: (value: ScheduleDraft) => void;
}

/** The schedule of the reference experiments: halved late, four times. */
const USUAL_DECAY = { kind: 'step-decay' as const, factor: 0.5, milestones: [0.5, 0.65, 0.8, 0.95] };

function ScheduleFields({ path, value, onChange }: ScheduleFieldsProps) {
  return (
    <>
      <SelectField
        path={path}
        label="Learning-rate schedule"
        choices={[
          { value: '', label: 'Suggested' },
          { value: 'constant', label: 'Constant' },
          { value: 'step-decay', label: 'Step decay' },
        ]}
        value={value?.kind ?? ''}
        onChange={(kind) =>
          onChange(kind === 'step-decay' ? USUAL_DECAY : kind === 'constant' ? { kind } : undefined)
        }
      />
      {value?.kind === 'step-decay' && (
        <>
          <NumberField
            path={`${path}.factor`}
            label="Decay factor"
            value={value.factor}
            onChange={(factor = Number.NaN) => onChange({ ...value, factor })}
          />
          <NumbersField
            path={`${path}.milestones`}
            label="Milestones"
            hint="Shares of the steps"
            value={value.milestones}
            onChange={(milestones) => onChange({ ...value, milestones })}
          />
        </>
      )}
    </>
  );
}
