/** The draft as YAML and back. */
import type { InputIssue, SweepSpecInput } from '@yoto/core';
import { readSpecText } from '@yoto/core/spec-text';
import { Document, isScalar, visit } from 'yaml';
import { checkDraft } from './check-draft.ts';
import { draftFromInput } from './draft-from-spec.ts';
import { type SpecDraft, withoutEmpty } from './spec-draft.ts';

const MOST_FLOW_FIELDS = 4;

/** The draft as people would write it; what says nothing (empty params, empty defaults) is left out. */
export function draftToYaml(draft: SpecDraft): string {
  const { version, name, description, task, dataset, defaults, groups } = draft;
  const written = withoutEmpty({
    version,
    name,
    description,
    task: withoutEmpty(task),
    dataset: withoutEmpty(dataset),
    defaults: withoutEmpty(defaults),
    groups: groups.map(withoutEmpty),
  });
  return toYaml(written);
}

/** Any JSON as YAML; lists and maps of plain values stay on one line, which is how people write grids and seeds. */
export function toYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_, list) => {
      if (list.items.every(isScalar)) list.flow = true;
    },
    Map: (_, map) => {
      const short = map.items.length <= MOST_FLOW_FIELDS;
      if (short && map.items.every(({ value }) => isScalar(value) && typeof value.value === 'number'))
        map.flow = true;
    },
  });
  return document.toString({ lineWidth: 100, flowCollectionPadding: true });
}

export type YamlReading = { ok: true; draft: SpecDraft } | { ok: false; issues: InputIssue[] };

/** Reads YAML (or JSON); `defaultDatasetOf` gives the first data set of a task, for specs that name none. */
export function draftFromYaml(text: string, defaultDatasetOf: (taskId: string) => string): YamlReading {
  const read = readSpecText(text);
  if (!read.ok) return wrong(read.line === undefined ? '' : `line ${read.line}`, read.message);
  const written = read.value;
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    return wrong('', 'write a sweep spec: name, task, groups');
  const issues = checkDraft(written);
  if (issues.length > 0) return { ok: false, issues };
  // As written, not as parsed: a transform of the schema would change what the person sees.
  const input = written as SweepSpecInput;
  return { ok: true, draft: draftFromInput(input, defaultDatasetOf(input.task.id)) };
}

const wrong = (path: string, message: string): YamlReading => ({ ok: false, issues: [{ path, message }] });
