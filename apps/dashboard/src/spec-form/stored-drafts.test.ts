import { expect, it } from 'vitest';
import { vae } from '../testing/tasks.ts';
import { initialDraft } from './initial-draft.ts';
import { type DraftStorage, discardDraft, loadDraft, saveDraft } from './stored-drafts.ts';

function memory(): DraftStorage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

const draft = { ...initialDraft(vae), defaults: { steps: Number.NaN } };

it('gives back what was saved, a wrongly typed number included, until it is discarded', () => {
  const storage = memory();
  saveDraft('new', { draft, yaml: 'name: [', savedAt: 5 }, storage);
  expect(loadDraft('new', storage)).toEqual({ draft, yaml: 'name: [', savedAt: 5 });
  expect(loadDraft('from:other', storage)).toBeUndefined();
  discardDraft('new', storage);
  expect(loadDraft('new', storage)).toBeUndefined();
});

it('keeps the newest ten', () => {
  const storage = memory();
  for (let i = 0; i < 12; i++) saveDraft(`from:${i}`, { draft, savedAt: i }, storage);
  expect(storage.length).toBe(10);
  expect(loadDraft('from:1', storage)).toBeUndefined();
  expect(loadDraft('from:11', storage)).toBeDefined();
});

it.each(['{', '{}', '{"version":1,"savedAt":1,"draft":{"name":"a"}}'])('takes %s for no draft', (text) => {
  const storage = memory();
  storage.setItem('yoto-draft:new', text);
  expect(loadDraft('new', storage)).toBeUndefined();
});

it('does without a storage, and with one that is full', () => {
  saveDraft('new', { draft, savedAt: 1 }, undefined);
  expect(loadDraft('new', undefined)).toBeUndefined();
  const full: DraftStorage = {
    ...memory(),
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(() => saveDraft('new', { draft, savedAt: 1 }, full)).not.toThrow();
});
