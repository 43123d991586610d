import { type DatabaseTarget, databaseError } from '@yoto/connections';

/** The same repository, with every error of its methods translated by `databaseError`. */
export function translateErrors<T extends object>(repository: T, target: DatabaseTarget): T {
  const translated = Object.entries(repository).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await (method as (...args: unknown[]) => Promise<unknown>)(...args);
      } catch (error) {
        throw databaseError(error, target);
      }
    },
  ]);
  return Object.fromEntries(translated) as T;
}
