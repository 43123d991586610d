import { expect, test } from 'vitest';
import { changeSpec } from './change-spec.ts';

const spec = {
  name: 'before',
  defaults: { steps: 10, seeds: [5] },
  groups: [{ name: 'grid', seeds: [7], lambdas: { kl: [1, 2] } }, { name: 'film' }],
};
const set = (...changes: string[]) => changeSpec(spec, { set: changes });

test('values are YAML, paths lead through lists, and what is missing is made', () => {
  const before = structuredClone(spec);
  expect(set('defaults.steps=500', 'groups.0.seeds=[0, 1]', 'groups.1.conditioning.kind=film')).toEqual({
    name: 'before',
    defaults: { steps: 500, seeds: [5] },
    groups: [
      { name: 'grid', seeds: [0, 1], lambdas: { kl: [1, 2] } },
      { name: 'film', conditioning: { kind: 'film' } },
    ],
  });
  expect(set('defaults.learningRate=5e-4', 'name=a = b')).toMatchObject({
    name: 'a = b',
    defaults: { learningRate: 5e-4 },
  });
  expect(set('groups.2.name=third')).toHaveProperty('groups.2', { name: 'third' });
  expect(spec).toEqual(before);
});

test('seeds and a name for the whole sweep; --set has the last word', () => {
  const changed = changeSpec(spec, { set: ['groups.1.seeds=[9]'], seeds: '0, 1,2', name: 'after' });
  expect(changed).toEqual({
    name: 'after',
    defaults: { steps: 10, seeds: [0, 1, 2] },
    groups: [
      { name: 'grid', lambdas: { kl: [1, 2] } },
      { name: 'film', seeds: [9] },
    ],
  });
});

test.each([
  ['groups.9.steps=1', 'groups has no entry "9": it is a list of 2, counted from 0'],
  ['groups.first.steps=1', 'groups has no entry "first"'],
  ['defaults.steps.x=1', 'defaults.steps is 10: nothing can be set within it'],
  ['steps', '"steps" is not a change'],
  ['=5', '"=5" is not a change'],
  ['a..b=5', 'is not a change'],
  ['defaults.seeds=[0', 'The value of "defaults.seeds" is not valid YAML'],
  ['a=!!js/function x', 'the tag !!js/function means nothing'],
  ['a=&a [*a]', 'contains itself'],
  ['defaults.steps=.inf', 'it is infinite'],
  ['__proto__.polluted=1', 'has no field "__proto__"'],
])('%s is refused', (change, message) => {
  expect(() => set(change)).toThrow(message);
  expect({}).not.toHaveProperty('polluted');
});

test.each(['', '0,', 'a', '1.5', '-1'])('"%s" are no seeds', (seeds) => {
  expect(() => changeSpec(spec, { set: [], seeds })).toThrow('is not a list of seeds');
});

test('a spec that is no object is left for the server to refuse, unless it is to be changed', () => {
  expect(changeSpec('text', { set: [] })).toBe('text');
  expect(() => changeSpec(null, { set: ['name=x'] })).toThrow('the spec is null');
});
