/** What is wrong where: fields look up their own path. */
import type { InputIssue } from '@yoto/core';
import { createContext, useContext } from 'react';
import { issueSentence } from '../field-names.ts';

const IssuesContext = createContext<readonly InputIssue[]>([]);
export const IssuesProvider = IssuesContext.Provider;

/**
 * Sentences about a path, whose field is called `label`; with `below`, about everything below it as well: entries of a list
 * by their number.
 */
export function useIssues(path: string, label: string, below = false): string[] {
  const issues = useContext(IssuesContext);
  const found = issues.filter((issue) => issue.path === path || (below && issue.path.startsWith(`${path}.`)));
  return [
    ...new Set(found.map((issue) => issueSentence(entryName(issue.path, path) ?? label, issue.message))),
  ];
}

/** `Entry 2` for an issue of the second entry of the list at `path`. */
function entryName(issuePath: string, path: string): string | undefined {
  const index = /^\.(\d+)$/.exec(issuePath.slice(path.length))?.[1];
  return index === undefined ? undefined : `Entry ${Number(index) + 1}`;
}

export const fieldId = (path: string): string => `field-${path}`;
/** The spec as text, which stands for every field while it is shown. */
export const YAML_FIELD_ID = 'field-yaml';

/** Moves to the field an issue is about, or the nearest one around it, opening what hides it. */
export function focusField(path: string): void {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const element = document.getElementById(fieldId(parts.slice(0, length).join('.')));
    if (!element) continue;
    for (
      let parent = element.closest('details');
      parent;
      parent = parent.parentElement?.closest('details') ?? null
    )
      parent.open = true;
    element.focus();
    element.scrollIntoView({ block: 'center' });
    return;
  }
  const yaml = document.getElementById(YAML_FIELD_ID);
  if (yaml instanceof HTMLTextAreaElement) focusLine(yaml, Number(/^line (\d+)$/.exec(path)?.[1] ?? 1));
}

function focusLine(area: HTMLTextAreaElement, number: number): void {
  const lines = area.value.split('\n');
  const start = lines.slice(0, number - 1).join('\n').length + (number > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[number - 1]?.length ?? 0));
}
