import type { TaskDetail } from '@yoto/core';
import type { CodecGroupDraft } from '../spec-draft.ts';
import { withField } from '../with-field.ts';
import { NumbersField } from './number-field.tsx';
import { SelectField } from './text-field.tsx';

interface CodecFieldsProps {
  path: string;
  group: CodecGroupDraft;
  task: TaskDetail;
  onChange: (group: CodecGroupDraft) => void;
}

/** Which of the task's codecs is measured, and with which settings. */
export function CodecFields({ path, group, task, onChange }: CodecFieldsProps) {
  const known = task.codecs.find(({ id }) => id === group.codec);
  const choices = task.codecs.map(({ id, label }) => ({ value: id, label }));
  const unknown = { value: group.codec, label: `${group.codec} (unknown)` };
  const setting = known?.setting;
  return (
    <>
      <SelectField
        path={`${path}.codec`}
        label="Codec"
        hint={known?.description}
        choices={known ? choices : [unknown, ...choices]}
        value={group.codec}
        onChange={(codec) => onChange(withField({ ...group, codec }, 'settings', undefined))}
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
