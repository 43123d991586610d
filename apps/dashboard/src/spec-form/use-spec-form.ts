/** The draft and its two views. YAML that cannot be read keeps its text, and the form keeps the last good draft. */
import type { InputIssue } from '@yoto/core';
import { useState } from 'react';
import { draftFromYaml, draftToYaml } from './draft-yaml.ts';
import type { SpecDraft } from './spec-draft.ts';

type View = 'form' | 'yaml';

export interface SpecForm {
  draft: SpecDraft;
  view: View;
  yaml: string;
  /** What keeps the YAML from being read; the form cannot be shown until it is mended. */
  yamlIssues: readonly InputIssue[];
  setDraft: (draft: SpecDraft) => void;
  setYaml: (text: string) => void;
  show: (view: View) => void;
}

export function useSpecForm(initial: SpecDraft, defaultDatasetOf: (taskId: string) => string): SpecForm {
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
