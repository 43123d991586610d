/** The form: what the sweep is about, then its groups. */
import type { TaskDetail } from '@yoto/core';
import { Section } from '../components/page.tsx';
import { type DatasetDetail, datasetDefaults, findDataset } from './dataset-defaults.ts';
import { Field } from './fields/field.tsx';
import { GroupEditor } from './fields/group-editor.tsx';
import { SchemaParams } from './fields/schema-params.tsx';
import { placeholdersFrom, SettingsFields } from './fields/settings-fields.tsx';
import { SelectField, TextField } from './fields/text-field.tsx';
import { codecGroup, fixedGroup, initialDraft, onDataset, yotoGroup } from './initial-draft.ts';
import { LambdaAxes } from './lambda-axes.tsx';
import { freeGroupName, type GroupDraft, type SpecDraft, withGroup } from './spec-draft.ts';
import { withField } from './with-field.ts';

interface SpecFieldsProps {
  draft: SpecDraft;
  tasks: readonly TaskDetail[];
  onChange: (draft: SpecDraft) => void;
}

export function SpecFields({ draft, tasks, onChange }: SpecFieldsProps) {
  const task = tasks.find(({ id }) => id === draft.task.id);
  const dataset = findDataset(task, draft.dataset.id);
  return (
    <>
      <Section title="What to train">
        <WhatFields draft={draft} tasks={tasks} task={task} dataset={dataset} onChange={onChange} />
      </Section>
      <Section title="Common settings" hint="For all groups; empty fields are as the data set suggests">
        <SettingsFields
          path="defaults"
          value={draft.defaults}
          placeholders={placeholdersFrom({}, datasetDefaults(dataset))}
          onChange={(defaults) => onChange({ ...draft, defaults })}
        />
      </Section>
      {task && dataset && <LambdaAxes groups={draft.groups} task={task} dataset={dataset} />}
      {task && dataset && <Groups draft={draft} task={task} dataset={dataset} onChange={onChange} />}
    </>
  );
}

interface WhatFieldsProps extends SpecFieldsProps {
  task: TaskDetail | undefined;
  dataset: DatasetDetail | undefined;
}

function WhatFields({ draft, tasks, task, dataset, onChange }: WhatFieldsProps) {
  const chooseTask = (id: string) => {
    const chosen = tasks.find((one) => one.id === id);
    if (chosen) onChange(initialDraft(chosen));
  };
  return (
    <div className="stack">
      <div className="fields fields-two">
        <TextField
          path="name"
          label="Sweep name"
          value={draft.name}
          onChange={(name) => onChange({ ...draft, name })}
        />
        <SelectField
          path="task.id"
          label="Task"
          hint={task?.description}
          choices={choicesWith(draft.task.id, tasks)}
          value={draft.task.id}
          onChange={chooseTask}
        />
        <SelectField
          path="dataset.id"
          label="Data set"
          hint={dataset?.description}
          choices={choicesWith(draft.dataset.id, task?.datasets ?? [])}
          value={draft.dataset.id}
          onChange={(id) => task && onChange(onDataset(draft, task, id))}
        />
        <Field path="description" label="Description (optional)">
          {(control) => (
            <textarea
              {...control}
              className="input"
              rows={(draft.description?.length ?? 0) > 60 ? 3 : 1}
              value={draft.description ?? ''}
              onChange={(event) => onChange(withField(draft, 'description', event.target.value || undefined))}
            />
          )}
        </Field>
      </div>
      {task && (
        <SchemaParams
          path="task.params"
          legend={`${task.title}: parameters`}
          schema={task.params}
          params={draft.task.params}
          onChange={(params) => onChange({ ...draft, task: { ...draft.task, params } })}
        />
      )}
      {dataset && (
        <SchemaParams
          key={dataset.id}
          path="dataset.params"
          legend={`${dataset.title}: parameters`}
          schema={dataset.params}
          params={draft.dataset.params}
          onChange={(params) => onChange({ ...draft, dataset: { ...draft.dataset, params } })}
        />
      )}
    </div>
  );
}

/** Also offers an id that the server does not know, so that the field shows what the spec says. */
function choicesWith(id: string, known: readonly { id: string; title: string }[]) {
  const choices = known.map((one) => ({ value: one.id, label: one.title }));
  return choices.some(({ value }) => value === id)
    ? choices
    : [{ value: id, label: `${id} (unknown)` }, ...choices];
}

interface GroupsProps {
  draft: SpecDraft;
  task: TaskDetail;
  dataset: DatasetDetail;
  onChange: (draft: SpecDraft) => void;
}

function Groups({ draft, task, dataset, onChange }: GroupsProps) {
  const { groups } = draft;
  const codec = codecGroup(task, groups);
  const setGroups = (changed: GroupDraft[]) => onChange({ ...draft, groups: changed });
  return (
    <section className="groups" aria-label="Groups">
      <header className="groups-header">
        <h2>Groups</h2>
        <div className="actions">
          <button
            type="button"
            className="button"
            onClick={() => setGroups([...groups, fixedGroup(task, dataset, groups)])}
          >
            Add fixed grid
          </button>
          <button
            type="button"
            className="button"
            onClick={() => setGroups([...groups, yotoGroup(task, dataset, groups)])}
          >
            Add YOTO
          </button>
          {codec && (
            <button type="button" className="button" onClick={() => setGroups([...groups, codec])}>
              Add codec
            </button>
          )}
        </div>
      </header>
      {groups.map((group, index) => (
        <GroupEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
          key={index}
          path={`groups.${index}`}
          group={group}
          groups={groups}
          task={task}
          dataset={dataset}
          defaults={draft.defaults}
          onChange={(changed) => setGroups(withGroup(groups, index, changed))}
          onDuplicate={() =>
            setGroups(groups.toSpliced(index + 1, 0, { ...group, name: freeGroupName(group.name, groups) }))
          }
          onRemove={groups.length > 1 ? () => setGroups(groups.toSpliced(index, 1)) : undefined}
        />
      ))}
    </section>
  );
}
