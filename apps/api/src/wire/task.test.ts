import { TaskDetail } from '@yoto/core';
import { taskSpecs } from '@yoto/tasks/specs';
import { toyTaskSpec } from '@yoto/testkit/toy-task-spec';
import { describe, expect, it } from 'vitest';
import { taskDetail } from './task.ts';

describe('taskDetail', () => {
  it.each([toyTaskSpec, ...taskSpecs])('says of $id what clients expect, and no more', (spec) => {
    const detail = TaskDetail.parse(JSON.parse(JSON.stringify(taskDetail(spec))));
    expect(detail.metrics.map(({ name }) => name)).toEqual(spec.metrics.map(({ name }) => name));
  });

  it('describes parameters as JSON Schema with their defaults, all of them optional', () => {
    const detail = TaskDetail.parse(JSON.parse(JSON.stringify(taskDetail(toyTaskSpec))));
    expect(detail.params).toMatchObject({
      type: 'object',
      properties: { hiddenUnits: { type: 'integer', minimum: 1, maximum: 1024, default: 16 } },
    });
    expect(detail.params.required).toBeUndefined();
    expect(detail.datasets[0]?.defaults).toEqual(toyTaskSpec.datasets[0]?.defaults);
  });
});
