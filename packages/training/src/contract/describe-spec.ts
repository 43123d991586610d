/** The part of the contract suite that is about the spec: pure data, without a model. */
import { lambdaVariables, taskSpecFaults, variableTerms } from '@yoto/core';
import { expect, test } from 'vitest';
import type { Subject } from './contract-subject.ts';

export function describeSpec({ task: { spec, commands = {} } }: Subject): void {
  test('every parameter has a default', () => {
    expect(spec.params.safeParse({}).error).toBeUndefined();
    for (const { params } of spec.datasets) expect(params.safeParse({}).error).toBeUndefined();
  });
  test('names are unique and the frontier axes are among them', () => {
    const names = [...spec.lossTerms, ...(spec.sums ?? []), ...spec.metrics].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([spec.frontierAxes.x, spec.frontierAxes.y]));
  });
  test('at least one loss weight varies, and every data set suggests how', () => {
    const terms = variableTerms(spec);
    expect(terms).not.toEqual([]);
    const known = lambdaVariables(spec).map(({ name }) => name);
    for (const { defaults } of spec.datasets) {
      const suggested = Object.keys(defaults.distribution);
      expect(suggested).toEqual(expect.arrayContaining(terms));
      expect(known).toEqual(expect.arrayContaining(suggested));
    }
  });
  test('ranges, defaults, sums, published curves and commands fit together', () => {
    expect(taskSpecFaults(spec)).toEqual([]);
    expect(Object.keys(commands)).toEqual((spec.commands ?? []).map(({ name }) => name));
  });
}
