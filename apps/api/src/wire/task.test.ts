import { TaskDetail } from '@yoto/core';
import { toyTaskSpec } from '@yoto/testkit/toy-task-spec';
import { describe, expect, it } from 'vitest';
import { taskDetail } from './task.ts';

describe('taskDetail', () => {
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
