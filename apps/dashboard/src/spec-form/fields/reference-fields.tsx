import type { TaskDetail } from '@yoto/core';
import type { ReferenceGroupDraft } from '../spec-draft.ts';
import { withField } from '../with-field.ts';
import { NumbersField } from './number-field.tsx';
import { SelectField } from './text-field.tsx';

interface ReferenceFieldsProps {
  path: string;
  group: ReferenceGroupDraft;
  task: TaskDetail;
  onChange: (group: ReferenceGroupDraft) => void;
}

/** Which of the task's references is measured, and with which settings. */
export function ReferenceFields({ path, group, task, onChange }: ReferenceFieldsProps) {
  const known = task.references.find(({ id }) => id === group.reference);
  const choices = task.references.map(({ id, label }) => ({ value: id, label }));
  const unknown = { value: group.reference, label: `${group.reference} (unknown)` };
  const setting = known?.setting;
  return (
    <>
      <SelectField
        path={`${path}.reference`}
        label="Reference"
        hint={known?.description}
        choices={known ? choices : [unknown, ...choices]}
        value={group.reference}
        onChange={(reference) => onChange(withField({ ...group, reference }, 'settings', undefined))}
      />
      <NumbersField
        path={`${path}.settings`}
        label={setting ? `Settings (${setting.name})` : 'Settings'}
        hint={setting && `From ${setting.min} to ${setting.max}; empty: those that the task suggests`}
        placeholder={setting?.defaults.join(', ')}
        value={group.settings}
        onChange={(settings) =>
          onChange(withField(group, 'settings', settings.length > 0 ? settings : undefined))
        }
      />
    </>
  );
}
