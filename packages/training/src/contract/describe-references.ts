/** The part of the contract suite that is about references; most of it is skipped for tasks that have none. */
import type { ReferenceSpec } from '@yoto/core';
import { tf } from '@yoto/engine';
import { expect, test } from 'vitest';
import { checkedValues, type ExampleValues } from '../reference/reference-values.ts';
import type { Session } from '../train/session.ts';
import type { Subject } from './contract-subject.ts';

export function describeReferences({ task, fixedJob, withSession, look }: Subject): void {
  const references = task.spec.references ?? [];
  const hasNone = references.length === 0;
  /** Of each reference the values with its least and its greatest default setting. */
  const valuesAtEnds = async ({ run }: Session): Promise<ExampleValues[]> => {
    const found: ExampleValues[] = [];
    const before = tf.memory().numTensors;
    for (const reference of references) {
      for (const setting of endsOf(reference)) {
        const values = await run.evaluateReference?.({ id: reference.id, setting });
        found.push(checkedValues(values ?? {}, task.spec));
      }
    }
    expect(tf.memory().numTensors).toBe(before);
    return found;
  };
  let known: Promise<ExampleValues[]> | undefined;
  const sharedValues = async () => {
    const session = await look(fixedJob);
    known ??= valuesAtEnds(session);
    return known;
  };

  test('evaluates references if and only if its spec names some', async () => {
    const { run } = await look(fixedJob);
    expect(run.evaluateReference !== undefined).toBe(references.length > 0);
  });
  test('references have ids and settings of their own, and defaults in range', () => {
    expect(new Set(references.map(({ id }) => id)).size).toBe(references.length);
    const terms = task.spec.lossTerms.map(({ name }) => name);
    for (const { id, setting } of references) {
      expect(terms, `the setting of "${id}"`).not.toContain(setting.name);
      expect(setting.min, `the least setting of "${id}"`).toBeGreaterThan(0);
      expect(setting.defaults.length, `settings of "${id}"`).toBeGreaterThan(0);
      for (const value of setting.defaults) {
        expect(value >= setting.min && value <= setting.max, `${id} ${value}`).toBe(true);
        if (setting.integer) expect(Number.isInteger(value), `${id} ${value}`).toBe(true);
      }
    }
  });
  test('a reference has finite values for every evaluation example, the same every time', async ({
    skip,
  }) => {
    if (hasNone) skip('the task has no references');
    const values = await sharedValues();
    const examples = new Set(values.flatMap((one) => Object.values(one).map(({ length }) => length)));
    expect(examples.size).toBe(1);
    for (const one of values) expect(Object.values(one).flat().every(Number.isFinite)).toBe(true);
    expect(await withSession(fixedJob, valuesAtEnds)).toEqual(values);
  });
  test('a reference moves along the frontier with its setting', async ({ skip }) => {
    if (hasNone) skip('the task has no references');
    const values = await sharedValues();
    const { x, y } = task.spec.frontierAxes;
    for (const [index, { id }] of references.entries()) {
      const [low, high] = [values[2 * index], values[2 * index + 1]];
      expect(low?.[x], `${id}: ${x}`).not.toEqual(high?.[x]);
      expect(low?.[y], `${id}: ${y}`).not.toEqual(high?.[y]);
    }
  });
}

const endsOf = ({ setting: { defaults } }: ReferenceSpec): [number, number] => [
  Math.min(...defaults),
  Math.max(...defaults),
];
