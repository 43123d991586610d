import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TaskDetail } from '@yoto/core';
import { useNavigate } from 'react-router';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/query-keys.ts';
import { Age } from '../../components/age.tsx';
import { InlineError } from '../../components/error-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { formatPlural } from '../../format/numbers.ts';
import { draftAsJson, issuesOfError } from '../../spec-form/check-draft.ts';
import { findDataset } from '../../spec-form/dataset-defaults.ts';
import { fieldName, inFormWords } from '../../spec-form/field-names.ts';
import { focusField, IssuesProvider } from '../../spec-form/fields/issues-context.tsx';
import { PlanPreview } from '../../spec-form/plan-preview.tsx';
import type { SpecDraft } from '../../spec-form/spec-draft.ts';
import { SpecFields } from '../../spec-form/spec-fields.tsx';
import { usePlan } from '../../spec-form/use-plan.ts';
import { YamlEditor } from '../../spec-form/yaml-editor.tsx';
import { SubmitCommands } from './submit-commands-card.tsx';
import { useSpecForm } from './use-spec-form.ts';

interface SpecEditorProps {
  /** What the draft began as, e.g. `new` or `from:ID`: the browser keeps one draft of each. */
  origin: string;
  initial: SpecDraft;
  tasks: readonly TaskDetail[];
}

/** The form and the plan beside it. Nothing is sent until the plan has no open points. */
export function SpecEditor({ origin, initial, tasks }: SpecEditorProps) {
  const datasetOf = (taskId: string) =>
    findDataset(
      tasks.find(({ id }) => id === taskId),
      '',
    )?.id ?? '';
  const form = useSpecForm(origin, initial, datasetOf);
  const planning = usePlan(form.draft);
  const submit = useSubmit(form.forget);
  // What the server refused says nothing about a draft that was edited since.
  const refusal = submit.variables === form.draft ? submit.error : null;
  const refused = issuesOfError(refusal);
  const found = form.yamlIssues.length > 0 ? form.yamlIssues : [...planning.issues, ...refused];
  const isForm = form.view === 'form';
  const issues = isForm ? found.map(inFormWords) : found;
  const task = tasks.find(({ id }) => id === form.draft.task.id);
  const nameOf = (path: string) => (isForm ? fieldName(path, form.draft, task) : path);
  const onSubmit = () => {
    const [first] = issues;
    if (first) focusField(first.path);
    else submit.mutate(form.draft);
  };
  return (
    <IssuesProvider value={issues}>
      {/* Without a submit button: Enter in a field must not start days of training. */}
      <form className="editor" onSubmit={(event) => event.preventDefault()} noValidate>
        <div className="editor-main">
          {form.changedAt !== undefined && <DraftNote changedAt={form.changedAt} onDiscard={form.discard} />}
          <Segmented
            label="Edit as"
            choices={[
              { value: 'form', label: 'Form', disabled: form.yamlIssues.length > 0 },
              { value: 'yaml', label: 'YAML' },
            ]}
            value={form.view}
            onChange={form.show}
          />
          {isForm ? (
            <SpecFields key={form.discards} draft={form.draft} tasks={tasks} onChange={form.setDraft} />
          ) : (
            <YamlEditor text={form.yaml} invalid={form.yamlIssues.length > 0} onChange={form.setYaml} />
          )}
        </div>
        <aside className="editor-side">
          <PlanPreview
            nameOf={nameOf}
            planning={{
              ...planning,
              issues: [...issues],
              plan: issues.length > 0 ? undefined : planning.plan,
            }}
          />
          <div className="submit">
            {refused.length === 0 && <InlineError error={refusal} />}
            <button
              type="button"
              className="button button-primary button-large"
              disabled={submit.isPending || (planning.pending && issues.length === 0)}
              onClick={onSubmit}
            >
              {submit.isPending
                ? 'Submitting…'
                : planning.plan && issues.length === 0
                  ? `Submit ${formatPlural(planning.plan.totalJobs, 'job')}`
                  : 'Submit'}
            </button>
          </div>
          {issues.length === 0 && <SubmitCommands draft={form.draft} />}
        </aside>
      </form>
    </IssuesProvider>
  );
}

function DraftNote({ changedAt, onDiscard }: { changedAt: number; onDiscard: () => void }) {
  return (
    <div className="draft-note">
      <span>
        Your draft, last changed <Age of={new Date(changedAt).toISOString()} />: this browser keeps it until
        it is submitted.
      </span>
      <button type="button" className="button button-small" onClick={onDiscard}>
        Discard draft
      </button>
    </div>
  );
}

function useSubmit(onSubmitted: () => void) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: SpecDraft) => apiClient.createSweep({ body: { spec: draftAsJson(draft) } }),
    onSuccess: (sweep) => {
      onSubmitted();
      void queryClient.invalidateQueries({ queryKey: keys.sweeps });
      void navigate(`/sweeps/${sweep.id}`);
    },
  });
}
