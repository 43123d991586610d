/** The part of the contract suite that is about codecs; most of it is skipped for tasks that have none. */
import { type CodecSpec, measuredParts } from '@yoto/core';
import { tf } from '@yoto/engine';
import { expect, test } from 'vitest';
import { checkedValues, type ExampleValues } from '../codec/codec-values.ts';
import type { Session } from '../train/session.ts';
import type { Subject } from './contract-subject.ts';

export function describeCodecs({ task, fixedJob, withSession, look }: Subject): void {
  const codecs = task.spec.codecs ?? [];
  const hasNone = codecs.length === 0;
  /** Of each codec the values with its least and its greatest default setting. */
  const valuesAtEnds = async ({ run }: Session): Promise<ExampleValues[]> => {
    const found: ExampleValues[] = [];
    const before = tf.memory().numTensors;
    for (const codec of codecs) {
      for (const setting of endsOf(codec)) {
        const values = await run.evaluateCodec?.({ id: codec.id, setting });
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

  test('evaluates codecs if and only if its spec names some', async () => {
    const { run } = await look(fixedJob);
    expect(run.evaluateCodec !== undefined).toBe(codecs.length > 0);
  });
  test('codecs have ids and settings of their own, and defaults in range', () => {
    expect(new Set(codecs.map(({ id }) => id)).size).toBe(codecs.length);
    for (const { id, setting } of codecs) {
      expect(setting.min, `the least setting of "${id}"`).toBeGreaterThan(0);
      expect(setting.defaults.length, `settings of "${id}"`).toBeGreaterThan(0);
      for (const value of setting.defaults) {
        expect(value >= setting.min && value <= setting.max, `${id} ${value}`).toBe(true);
        if (setting.integer) expect(Number.isInteger(value), `${id} ${value}`).toBe(true);
      }
    }
  });
  test('a codec has finite values for every evaluation example, the same every time', async ({ skip }) => {
    if (hasNone) skip('the task has no codecs');
    const values = await sharedValues();
    const examples = new Set(values.flatMap((one) => Object.values(one).map(({ length }) => length)));
    expect(examples.size).toBe(1);
    for (const one of values) expect(Object.values(one).flat().every(Number.isFinite)).toBe(true);
    expect(await withSession(fixedJob, valuesAtEnds)).toEqual(values);
  });
  test('a codec moves along the frontier with its setting', async ({ skip }) => {
    if (hasNone) skip('the task has no codecs');
    const values = await sharedValues();
    const [x, y] = [task.spec.frontierAxes.x, task.spec.frontierAxes.y].map((axis) =>
      measuredParts(task.spec, axis),
    ) as [readonly string[], readonly string[]];
    const at = (values: ExampleValues | undefined, parts: readonly string[]) =>
      parts.map((name) => values?.[name]);
    for (const [index, { id }] of codecs.entries()) {
      const [low, high] = [values[2 * index], values[2 * index + 1]];
      expect(at(low, x), `${id}: ${x}`).not.toEqual(at(high, x));
      expect(at(low, y), `${id}: ${y}`).not.toEqual(at(high, y));
    }
  });
}

const endsOf = ({ setting: { defaults } }: CodecSpec): [number, number] => [
  Math.min(...defaults),
  Math.max(...defaults),
];
