/** Labels of a sweep: what lists are filtered by. A sweep begins with those that all its groups have. */
import { z } from 'zod';
import type { SweepSpec } from './sweep-spec.ts';
import { LabelKey, LabelValue, MAX_LABELS } from './training-spec.ts';

export type SweepLabels = Record<string, string>;

/** A change of labels: a value sets its label, null removes it; the others stay. */
export const LabelChanges = z
  .record(LabelKey, LabelValue.nullable())
  .refine((labels) => Object.keys(labels).length <= MAX_LABELS, {
    message: `must name at most ${MAX_LABELS} labels`,
  });
export type LabelChanges = z.infer<typeof LabelChanges>;

/** The labels that every group of the sweep has, with the same value. */
export function sharedLabels({ groups: [first, ...others] }: Pick<SweepSpec, 'groups'>): SweepLabels {
  const shared = Object.entries(first?.labels ?? {}).filter(([key, value]) =>
    others.every((group) => group.labels[key] === value),
  );
  return Object.fromEntries(shared);
}

/** A label as people write it: `purpose=figure 2`, or its key alone where it has no value. */
export const labelText = (key: string, value: string): string => (value === '' ? key : `${key}=${value}`);

/** The key, and the value where there is one: `purpose=` asks for the empty value, `purpose` for none. */
export function parseLabel(text: string): { key: string; value: string | undefined } {
  const at = text.indexOf('=');
  if (at < 0) return { key: text.trim(), value: undefined };
  return { key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

/**
 * What turns `before` into `after`.
 * @returns an empty object where they are the same
 */
export function labelChanges(before: SweepLabels, after: SweepLabels): LabelChanges {
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  return { ...Object.fromEntries(removed.map((key) => [key, null])), ...Object.fromEntries(set) };
}
