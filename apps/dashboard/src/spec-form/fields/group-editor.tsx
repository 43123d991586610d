/** One group of jobs: its name, its lambdas, and what differs from the sweep's settings. */
import { lambdaVariables, type TaskDetail } from '@yoto/core';
import { useState } from 'react';
import { type DatasetDetail, datasetDefaults } from '../dataset-defaults.ts';
import { COMMON_SETTINGS, type FixedGroupDraft, type GroupDraft, type SettingsDraft } from '../spec-draft.ts';
import { withField } from '../with-field.ts';
import { CodecFields } from './codec-fields.tsx';
import { GroupIssues } from './field.tsx';
import { fieldId } from './issues-context.tsx';
import { LambdaGridEditor } from './lambda-grid-editor.tsx';
import { placeholdersFrom, SettingsFields } from './settings-fields.tsx';
import { StartFields } from './start-fields.tsx';
import { SelectField, TextField } from './text-field.tsx';
import { YotoFields } from './yoto-fields.tsx';

interface GroupEditorProps {
  path: string;
  group: GroupDraft;
  task: TaskDetail;
  dataset: DatasetDetail;
  defaults: SettingsDraft;
  /** All groups of the sweep. */
  groups: readonly GroupDraft[];
  onChange: (group: GroupDraft) => void;
  onDuplicate: () => void;
  /** Absent for the only group. */
  onRemove: (() => void) | undefined;
}

const KINDS: Record<GroupDraft['kind'], { title: string; hint: string }> = {
  fixed: { title: 'Fixed grid', hint: 'One model per lambda, without conditioning' },
  yoto: { title: 'YOTO', hint: 'One model for all lambdas, told which one' },
  codec: { title: 'Codec', hint: 'A method that is measured, and not trained' },
};

const hasSettings = (group: GroupDraft): boolean =>
  group.kind !== 'codec' && COMMON_SETTINGS.some((key) => group[key] !== undefined);

export function GroupEditor(props: GroupEditorProps) {
  const { path, group, groups, task, dataset, defaults, onChange, onDuplicate, onRemove } = props;
  // Read once: what is typed later must not close what the person opened.
  const [hasOwnSettings] = useState(() => hasSettings(group));
  const { title, hint } = KINDS[group.kind];
  return (
    <section
      className="card group-editor"
      aria-label={`Group ${group.name || 'without a name'}`}
      id={fieldId(path)}
      tabIndex={-1}
    >
      <header className="card-header">
        <div>
          <h3>{title}</h3>
          <p className="hint">{hint}</p>
        </div>
        <div className="actions">
          <button type="button" className="button button-small" onClick={onDuplicate}>
            Duplicate
          </button>
          <button
            type="button"
            className="button button-small"
            disabled={!onRemove}
            onClick={() => onRemove?.()}
            aria-label={`Remove group ${group.name}`}
          >
            Remove
          </button>
        </div>
      </header>
      <GroupIssues path={path} label="The group" />
      <div className="stack">
        <TextField
          path={`${path}.name`}
          label="Group name"
          value={group.name}
          onChange={(name) => onChange({ ...group, name })}
        />
        {group.kind === 'fixed' && (
          <>
            <LambdaGridEditor
              path={`${path}.lambdas`}
              variables={lambdaVariables(task)}
              value={group.lambdas}
              onChange={(lambdas) => onChange({ ...group, lambdas })}
            />
            <InterpolationField path={path} group={group} task={task} onChange={onChange} />
          </>
        )}
        {group.kind === 'yoto' && (
          <YotoFields path={path} group={group} task={task} dataset={dataset} onChange={onChange} />
        )}
        {group.kind !== 'codec' && (
          <StartFields path={path} group={group} groups={groups} onChange={onChange} />
        )}
        {group.kind === 'codec' ? (
          <CodecFields path={path} group={group} task={task} onChange={onChange} />
        ) : (
          <details className="more" open={hasOwnSettings}>
            <summary>Settings of this group only</summary>
            <SettingsFields
              path={path}
              value={group}
              placeholders={placeholdersFrom(defaults, datasetDefaults(dataset))}
              onChange={(settings) => onChange(settings as GroupDraft)}
            />
          </details>
        )}
      </div>
    </section>
  );
}

interface InterpolationFieldProps {
  path: string;
  group: FixedGroupDraft;
  task: TaskDetail;
  onChange: (group: GroupDraft) => void;
}

const NO_MIXTURE = { value: 'none', label: 'None' };
const OUTPUTS_MIXED = { value: 'outputs', label: 'Mixed outputs' };
const WEIGHTS_MIXED = { value: 'weights', label: 'Mixed weights' };

/** Outputs can be mixed where the task says how. */
function InterpolationField({ path, group, task, onChange }: InterpolationFieldProps) {
  const { interpolation = false } = group;
  const mixesOutputs = task.interpolates || interpolation === true;
  return (
    <div className="fields fields-tight">
      <SelectField
        path={`${path}.interpolation`}
        label="Interpolation baseline"
        choices={[NO_MIXTURE, ...(mixesOutputs ? [OUTPUTS_MIXED] : []), WEIGHTS_MIXED]}
        value={interpolation === true ? 'outputs' : interpolation || 'none'}
        onChange={(mixed) =>
          onChange(
            withField(group, 'interpolation', mixed === 'weights' ? mixed : mixed === 'outputs' || undefined),
          )
        }
      />
    </div>
  );
}
