import path from 'node:path';
import { expect, test } from 'vitest';
import { artifactLocation } from './artifact-location.ts';

test.each([
  [undefined, '/srv/yoto/artifacts'],
  ['files', path.resolve('files')],
  ['/srv/files', '/srv/files'],
  ['s3://bucket/x', 's3://bucket/x'],
  ['S3://bucket/X', 's3://bucket/X'],
  ['gs://bucket/x', 'gs://bucket/x'],
])('ARTIFACTS=%s is %s', (written, location) => {
  expect(artifactLocation(written, '/srv/yoto')).toBe(location);
});
