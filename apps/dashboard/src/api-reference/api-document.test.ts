import { expect, it } from 'vitest';
import { type ApiDocument, curlExample, operationsByTag } from './api-document.ts';

const operation = (operationId: string, tag: string) => ({
  operationId,
  summary: `The ${operationId}`,
  tags: [tag],
  responses: {},
});
const document: ApiDocument = {
  info: { version: '1' },
  servers: [{ url: '/api/v1' }],
  tags: ['jobs', 'sweeps', 'live'].map((name) => ({ name, description: '' })),
  paths: {
    '/sweeps': { get: operation('listSweeps', 'sweeps'), post: operation('createSweep', 'sweeps') },
    '/jobs/{id}': { get: operation('getJob', 'jobs') },
  },
  components: { schemas: {} },
};
const found = (words: string) =>
  operationsByTag(document, words).map(({ name, operations }) => [
    name,
    ...operations.map((one) => one.operationId),
  ]);

it('groups operations by the tags in their order, and finds them by all words', () => {
  expect(found('')).toEqual([
    ['jobs', 'getJob'],
    ['sweeps', 'listSweeps', 'createSweep'],
  ]);
  expect(found('POST sweeps')).toEqual([['sweeps', 'createSweep']]);
  expect(found('nothing like it')).toEqual([]);
});

it('writes a request to copy', () => {
  const [{ operations = [] } = {}] = operationsByTag(document, 'post');
  const create = { ...operations[0]!, requestBody: { content: {} } };
  expect(curlExample(create, 'http://h/api/v1')).toBe(
    "curl -X POST 'http://h/api/v1/sweeps' -H 'content-type: application/json' -d '{}'",
  );
});
