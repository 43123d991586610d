import { describe, expect, it } from 'vitest';
import { resolved, style, vae } from '../testing/tasks.ts';
import { draftFromSpec } from './draft-from-spec.ts';
import { draftFromYaml, draftToYaml, toYaml } from './draft-yaml.ts';
import { initialDraft } from './initial-draft.ts';

const read = (text: string) => draftFromYaml(text, () => 'small');

describe('YAML and draft', () => {
  it.each([
    ['the first draft', initialDraft(vae)],
    ['several weights', initialDraft(style)],
    ['a resolved spec', draftFromSpec(resolved(initialDraft(vae)))],
    ['a description of several lines', { ...initialDraft(vae), description: 'one: "two"\n# three\n' }],
    ['a name that YAML would read as something else', { ...initialDraft(vae), name: 'yes: 0x10' }],
  ])('%s survives the way there and back', (_, draft) => {
    expect(read(draftToYaml(draft))).toEqual({ ok: true, draft });
  });

  it('says nothing of what is empty', () => {
    const text = draftToYaml(initialDraft(vae));
    expect(text).not.toMatch(/params|defaults/);
    expect(text).toContain('powers: { base: 2, from: -1, to: 9, step: 2 }');
  });

  it('takes JSON, the short form of conditioning, and specs without a data set', () => {
    const written = {
      name: 's',
      task: { id: 'vae' },
      groups: [{ kind: 'yoto', name: 'y', conditioning: 'film' }],
    };
    expect(read(JSON.stringify(written))).toMatchObject({
      ok: true,
      draft: { dataset: { id: 'small', params: {} }, groups: [{ conditioning: { kind: 'film' } }] },
    });
  });
});

describe('YAML that cannot be read', () => {
  const issues = (text: string) => {
    const reading = read(text);
    return reading.ok ? [] : reading.issues;
  };

  it('names the line of a mistake in the writing', () => {
    expect(issues('name: s\ngroups: [')[0]?.path).toMatch(/^line \d+$/);
    expect(issues('name: s\nname: t\n')[0]?.path).toBe('line 2');
  });

  it('names the place of a mistake in the spec', () => {
    const text = toYaml({ name: '', task: { id: 'vae' }, groups: [{ kind: 'yoto', name: 'y', steps: -1 }] });
    expect(issues(text)).toEqual([
      { path: 'name', message: 'give it a name' },
      { path: 'groups.0.steps', message: 'must be at least 1' },
    ]);
  });

  it.each(['', '- a', 'just text', '&a [*a, *a]'])('refuses what is no spec: %j', (text) => {
    expect(issues(text).length).toBeGreaterThan(0);
  });
});
