/** Unsent drafts, kept by the browser: a reload or a wrong click must not cost what was typed. */
import { SWEEP_SPEC_VERSION } from '@yoto/core';
import { z } from 'zod';
import type { SpecDraft } from './spec-draft.ts';

/** What of `Storage` is needed. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'yoto-draft:';
/** Older ones are forgotten. */
const MOST_DRAFTS = 10;

/** What the editor was showing. */
interface StoredDraft {
  draft: SpecDraft;
  /** The text of the YAML view while that is shown: it may not be readable yet. */
  yaml?: string | undefined;
  /** Milliseconds since the epoch. */
  savedAt: number;
}

const Stored = z.object({
  version: z.literal(SWEEP_SPEC_VERSION),
  savedAt: z.number(),
  yaml: z.string().optional(),
  draft: z.looseObject({
    name: z.string(),
    task: z.looseObject({ id: z.string(), params: z.record(z.string(), z.unknown()) }),
    dataset: z.looseObject({ id: z.string(), params: z.record(z.string(), z.unknown()) }),
    defaults: z.looseObject({}),
    groups: z.array(z.looseObject({ kind: z.enum(['fixed', 'yoto', 'codec']), name: z.string() })),
  }),
});

/** The draft that began as `origin` says, if this version of the dashboard can show it. */
export function loadDraft(origin: string, storage: DraftStorage | undefined): StoredDraft | undefined {
  try {
    const text = storage?.getItem(PREFIX + origin);
    if (!text) return undefined;
    const stored = Stored.safeParse(JSON.parse(text, (_, value) => fromWritten(value)));
    if (!stored.success) return undefined;
    const { draft, yaml, savedAt } = stored.data;
    return { draft: draft as unknown as SpecDraft, yaml, savedAt };
  } catch {
    return undefined;
  }
}

/** A full or forbidden storage keeps nothing: the form works without. */
export function saveDraft(origin: string, stored: StoredDraft, storage: DraftStorage | undefined): void {
  try {
    storage?.setItem(PREFIX + origin, JSON.stringify({ version: SWEEP_SPEC_VERSION, ...stored }, toWritten));
    if (storage) forgetOldest(storage);
  } catch {}
}

export function discardDraft(origin: string, storage: DraftStorage | undefined): void {
  try {
    storage?.removeItem(PREFIX + origin);
  } catch {}
}

/** The browser's own, where it lets pages store anything. */
export function browserStorage(): DraftStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function forgetOldest(storage: DraftStorage): void {
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '').filter((key) =>
    key.startsWith(PREFIX),
  );
  const ages = keys.map((key) => [loadDraft(key.slice(PREFIX.length), storage)?.savedAt ?? 0, key] as const);
  const oldest = ages.sort(([a], [b]) => b - a).slice(MOST_DRAFTS);
  for (const [, key] of oldest) storage.removeItem(key);
}

/** JSON has no NaN, which stands for a number that was typed wrongly. */
const WRONG_NUMBER = '\u0000NaN';
const toWritten = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? WRONG_NUMBER : value;
const fromWritten = (value: unknown) => (value === WRONG_NUMBER ? Number.NaN : value);
