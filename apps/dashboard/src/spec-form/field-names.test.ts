import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { markup } from '../testing/render.ts';
import { style, vae } from '../testing/tasks.ts';
import { fieldName, inFormWords, issueSentence } from './field-names.ts';
import { initialDraft } from './initial-draft.ts';
import type { SpecDraft } from './spec-draft.ts';
import { SpecFields } from './spec-fields.tsx';

const written: SpecDraft = {
  ...initialDraft(vae),
  defaults: { schedule: { kind: 'step-decay', factor: 0.5, milestones: [0.5] } },
  groups: [
    { kind: 'fixed', name: 'list', lambdas: { kl: [1, 2] } },
    { kind: 'fixed', name: 'spaced', lambdas: { kl: { logSpaced: { min: 1, max: 5, count: 3 } } } },
    { kind: 'fixed', name: 'powers', lambdas: { kl: { powers: { base: 2, from: 0, to: 3, step: 1 } } } },
    {
      kind: 'yoto',
      name: 'YOTO',
      distribution: { kl: { kind: 'log-normal', min: 1, max: 9, median: 2, sigma: 1 } },
    },
    { kind: 'yoto', name: 'one', distribution: { kl: { kind: 'fixed', value: 1 } } },
  ],
};

describe('fieldName', () => {
  it('says what the form says, of every field that has a label', () => {
    const html = markup(
      createElement(SpecFields, { draft: written, tasks: [vae, style], onChange: () => undefined }),
    );
    const labels = [...html.matchAll(/<label for="field-([^"]*)">([^<]*)<\/label>/g)];
    expect(labels.length).toBeGreaterThan(60);
    const differing = labels
      .map(([, path = '', label = '']) => ({ path, label, name: fieldName(path, written, vae) }))
      // A grid's list and the value of a fixed weight are called by their weight.
      .filter(({ label }) => !['Values', 'Weight'].includes(label))
      .filter(({ label, name }) => name.split(' › ').at(-1) !== label.replace(' (optional)', ''));
    expect(differing).toEqual([]);
  });

  it.each([
    ['groups.2.lambdas.kl.powers.from', 'powers › Weight of KL divergence › First exponent'],
    ['groups.0.lambdas.kl.1', 'list › Lambdas › Weight of KL divergence'],
    ['groups.0.lambdas.2.kl', 'list › Lambda 3 › Weight of KL divergence'],
    ['groups.3.evaluation.lambdas.kl', 'YOTO › Evaluated at › Weight of KL divergence'],
    ['groups.9.name', 'Group 10 › Group name'],
    ['defaults.seeds.1', 'Seeds'],
    ['task.params.latents', 'Latents'],
    ['groups', 'Groups'],
    ['what.is.this', 'what.is.this'],
  ])('calls %s %s', (path, name) => {
    expect(fieldName(path, written, vae)).toBe(name);
  });
});

it('names neighbours as the form does, and makes a sentence of a message', () => {
  const { message } = inFormWords({ path: 'a.from', message: 'from must not be greater than to' });
  expect(issueSentence('First exponent', message)).toBe(
    'First exponent must not be greater than Last exponent.',
  );
  expect(issueSentence('Seeds', 'seed 1 is listed twice: keep it once')).toBe(
    'Seed 1 is listed twice: keep it once.',
  );
});
