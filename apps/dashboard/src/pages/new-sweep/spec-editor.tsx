import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { InputIssue, TaskDetail } from '@yoto/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/queries.ts';
import { InlineError } from '../../components/error-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { formatPlural } from '../../format/numbers.ts';
import { draftAsJson, issuesOfError } from '../../spec-form/check-draft.ts';
import { findDataset } from '../../spec-form/dataset-defaults.ts';
import { draftFromYaml, draftToYaml } from '../../spec-form/draft-yaml.ts';
import { focusField, IssuesProvider } from '../../spec-form/fields/issues-context.tsx';
import { PlanPreview } from '../../spec-form/plan-preview.tsx';
import type { SpecDraft } from '../../spec-form/spec-draft.ts';
import { SpecFields } from '../../spec-form/spec-fields.tsx';
import { usePlan } from '../../spec-form/use-plan.ts';
import { YamlEditor } from '../../spec-form/yaml-editor.tsx';

interface SpecEditorProps {
  initial: SpecDraft;
  tasks: readonly TaskDetail[];
}

/** The form and the plan beside it. Nothing is sent until the plan has no open points. */
export function SpecEditor({ initial, tasks }: SpecEditorProps) {
  const datasetOf = (taskId: string) =>
    findDataset(
      tasks.find(({ id }) => id === taskId),
      '',
    )?.id ?? '';
  const form = useSpecForm(initial, datasetOf);
  const planning = usePlan(form.draft);
  const submit = useSubmit();
  // What the server refused says nothing about a draft that was edited since.
  const refusal = submit.variables === form.draft ? submit.error : null;
  const refused = issuesOfError(refusal);
  const issues = form.yamlIssues.length > 0 ? form.yamlIssues : [...planning.issues, ...refused];
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
          <Segmented
            label="Edit as"
            choices={[
              { value: 'form', label: 'Form', disabled: form.yamlIssues.length > 0 },
              { value: 'yaml', label: 'YAML' },
            ]}
            value={form.view}
            onChange={form.show}
          />
          {form.view === 'form' ? (
            <SpecFields draft={form.draft} tasks={tasks} onChange={form.setDraft} />
          ) : (
            <YamlEditor text={form.yaml} invalid={form.yamlIssues.length > 0} onChange={form.setYaml} />
          )}
        </div>
        <aside className="editor-side">
          <PlanPreview
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
        </aside>
      </form>
    </IssuesProvider>
  );
}

function useSubmit() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: SpecDraft) => apiClient.createSweep({ body: { spec: draftAsJson(draft) } }),
    onSuccess: (sweep) => {
      void queryClient.invalidateQueries({ queryKey: keys.sweeps });
      void navigate(`/sweeps/${sweep.id}`);
    },
  });
}

type View = 'form' | 'yaml';

interface SpecForm {
  draft: SpecDraft;
  view: View;
  yaml: string;
  /** What keeps the YAML from being read; the form cannot be shown until it is mended. */
  yamlIssues: readonly InputIssue[];
  setDraft: (draft: SpecDraft) => void;
  setYaml: (text: string) => void;
  show: (view: View) => void;
}

/** The draft and its two views. YAML that cannot be read keeps its text, and the form keeps the last good draft. */
function useSpecForm(initial: SpecDraft, defaultDatasetOf: (taskId: string) => string): SpecForm {
  const [draft, setDraft] = useState(initial);
  const [view, setView] = useState<View>('form');
  const [yaml, setYamlText] = useState('');
  const [yamlIssues, setYamlIssues] = useState<readonly InputIssue[]>([]);
  const setYaml = (text: string) => {
    setYamlText(text);
    const reading = draftFromYaml(text, defaultDatasetOf);
    setYamlIssues(reading.ok ? [] : reading.issues);
    if (reading.ok) setDraft(reading.draft);
  };
  const show = (to: View) => {
    if (to === 'yaml' && view === 'form') setYamlText(draftToYaml(draft));
    if (to === 'yaml' || yamlIssues.length === 0) setView(to);
  };
  return { draft, view, yaml, yamlIssues, setDraft, setYaml, show };
}
