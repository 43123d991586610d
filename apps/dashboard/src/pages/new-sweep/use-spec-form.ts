import type { InputIssue } from '@yoto/core';
import { useEffect, useState } from 'react';
import { draftFromYaml, draftToYaml } from '../../spec-form/draft-yaml.ts';
import type { SpecDraft } from '../../spec-form/spec-draft.ts';
import { browserStorage, discardDraft, loadDraft, saveDraft } from '../../spec-form/stored-drafts.ts';

type View = 'form' | 'yaml';

interface SpecForm {
  draft: SpecDraft;
  view: View;
  yaml: string;
  /** What keeps the YAML from being read; the form cannot be shown until it is mended. */
  yamlIssues: readonly InputIssue[];
  /** When the draft was last changed, in milliseconds since the epoch; undefined while it is as it began. */
  changedAt: number | undefined;
  /** How often it was discarded: fields that hold what is being typed begin anew. */
  discards: number;
  setDraft: (draft: SpecDraft) => void;
  setYaml: (text: string) => void;
  show: (view: View) => void;
  /** Back to how it began. */
  discard: () => void;
  /** Forgets what is stored, for a draft that has been submitted. */
  forget: () => void;
}

interface State {
  draft: SpecDraft;
  yaml: string;
  view: View;
  yamlIssues: readonly InputIssue[];
  changedAt: number | undefined;
  discards: number;
}

/**
 * The draft and its two views, kept by the browser under `origin` once it is changed. YAML that cannot be read keeps its
 * text, and the form keeps the last good draft.
 */
export function useSpecForm(
  origin: string,
  initial: SpecDraft,
  defaultDatasetOf: (taskId: string) => string,
): SpecForm {
  const read = (yaml: string) => draftFromYaml(yaml, defaultDatasetOf);
  const [state, setState] = useState((): State => {
    const stored = loadDraft(origin, browserStorage());
    const { draft = initial, yaml, savedAt: changedAt } = stored ?? {};
    if (yaml === undefined) return { draft, yaml: '', view: 'form', yamlIssues: [], changedAt, discards: 0 };
    const reading = read(yaml);
    const yamlIssues = reading.ok ? [] : reading.issues;
    return { draft, yaml, view: 'yaml', yamlIssues, changedAt, discards: 0 };
  });
  const { draft, yaml, view, yamlIssues, changedAt } = state;
  useEffect(() => {
    if (changedAt === undefined) return;
    const text = view === 'yaml' ? yaml : undefined;
    saveDraft(origin, { draft, yaml: text, savedAt: changedAt }, browserStorage());
  }, [origin, draft, yaml, view, changedAt]);
  const change = (changes: Partial<State>) => setState({ ...state, changedAt: Date.now(), ...changes });
  const forget = () => discardDraft(origin, browserStorage());
  return {
    ...state,
    setDraft: (changed) => change({ draft: changed }),
    setYaml(text) {
      const reading = read(text);
      change({
        yaml: text,
        yamlIssues: reading.ok ? [] : reading.issues,
        draft: reading.ok ? reading.draft : draft,
      });
    },
    show(to) {
      if (to === 'yaml' && view === 'form') setState({ ...state, view: to, yaml: draftToYaml(draft) });
      else if (to === 'yaml' || yamlIssues.length === 0) setState({ ...state, view: to });
    },
    discard() {
      forget();
      setState({
        draft: initial,
        yaml: view === 'yaml' ? draftToYaml(initial) : '',
        view,
        yamlIssues: [],
        changedAt: undefined,
        discards: state.discards + 1,
      });
    },
    forget,
  };
}
