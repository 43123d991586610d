/** Apart from the rest of the package, which programs use outside of vitest as well. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type TestStorage, testStorage } from './stored-sweep.ts';

/** What a file's tests share; only there while they run. */
export type SharedTestStorage = Pick<TestStorage, 'storage' | 'database' | 'letTimePass'>;

/** A storage for all tests of the file, or of the `describe` it is called in; each test finds it empty. */
export function useTestStorage(): SharedTestStorage {
  let opened: TestStorage | undefined;
  beforeAll(async () => {
    opened = await testStorage();
  });
  beforeEach(() => opened?.clear());
  afterAll(() => opened?.close());
  const current = () => {
    if (!opened) throw new Error('The test storage is open only while tests run');
    return opened;
  };
  return {
    get storage() {
      return current().storage;
    },
    get database() {
      return current().database;
    },
    letTimePass: (ms) => current().letTimePass(ms),
  };
}
