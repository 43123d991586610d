import { Validator } from '@seriousme/openapi-schema-validator';
import { ARTIFACT_PATH, ARTIFACTS_ZIP_PATH, CHECKPOINT_PATH, LIVE_PATH, routes } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './document.ts';

const document = openApiDocument();

describe('openApiDocument', () => {
  it('is a valid OpenAPI 3.1 document, all of whose references lead somewhere', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
    const referred = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
    expect(referred.length).toBeGreaterThan(20);
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    for (const reference of referred) expect(known).toContain(reference);
  });

  it('lists every route, the bytes of artifacts and checkpoints and the live stream', () => {
    const listed = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    const others = [LIVE_PATH, ARTIFACT_PATH, ARTIFACTS_ZIP_PATH, CHECKPOINT_PATH].map((path) => ({
      ...{ method: 'get', path },
    }));
    const declared = [...Object.values(routes), ...others].map(
      ({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    );
    expect(listed.sort()).toEqual(declared.sort());
  });

  it('says what a client may leave out and what the server fills in', () => {
    const { SweepSpecInput, SweepSpec } = document.components.schemas as Record<
      string,
      { required: string[] }
    >;
    expect(SweepSpecInput?.required).toEqual(['name', 'task', 'groups']);
    expect(SweepSpec?.required).toContain('dataset');
    const bodyOf = (path: string) => document.paths[path]?.post as { requestBody: { required: boolean } };
    expect(bodyOf('/sweeps').requestBody.required).toBe(true);
    expect(bodyOf('/garbage-collection').requestBody.required).toBe(false);
    const metrics = document.paths['/jobs/{id}/metrics']?.get as { parameters: object[] } | undefined;
    const parameters = metrics?.parameters;
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'id', in: 'path', required: true }));
    expect(parameters).toContainEqual(
      expect.objectContaining({ name: 'maxPoints', in: 'query', required: false }),
    );
  });
});
