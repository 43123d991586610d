/** The specs of all tasks, never the tasks themselves: those would load a tensor engine into the server. */
import { AppError, type TaskSpec } from '@yoto/core';
import { taskSpecs } from '@yoto/tasks/specs';

/**
 * The built-in tasks' specs, then those of the packages that TASK_PACKAGES names. A package `p` exports its task at
 * `p` and its spec at `p/spec`; a module `p/name` has its spec in `p/name-spec`. Throws `config_invalid`.
 */
export async function loadTaskSpecs(packages: readonly string[]): Promise<TaskSpec[]> {
  const loaded = await Promise.all(packages.map(specsOfPackage));
  return [...taskSpecs, ...loaded.flat()];
}

async function specsOfPackage(name: string): Promise<TaskSpec[]> {
  const exported = Object.values(await importSpecModule(name)).flat();
  const specs = exported.filter(isTaskSpec);
  if (specs.length > 0) return [...new Set(specs)];
  throw invalid(name, 'its spec module exports no task spec');
}

async function importSpecModule(name: string): Promise<Record<string, unknown>> {
  const url = [`${name}/spec`, `${name}-spec`].map(resolved).find((found) => found !== undefined);
  if (url === undefined) throw invalid(name, `neither ${name}/spec nor ${name}-spec can be found`);
  try {
    return await import(url);
  } catch (error) {
    throw invalid(name, error instanceof Error ? error.message : String(error), error);
  }
}

function resolved(specifier: string): string | undefined {
  try {
    return import.meta.resolve(specifier);
  } catch {
    return undefined;
  }
}

const invalid = (name: string, reason: string, cause?: unknown) =>
  new AppError('config_invalid', `TASK_PACKAGES names "${name}", but ${reason}: install it or leave it out`, {
    cause,
  });

/** The module is written by others: only its outline is checked, enough to name it wrong here and not later. */
function isTaskSpec(value: unknown): value is TaskSpec {
  const spec = value as Partial<TaskSpec> | null;
  return (
    typeof spec === 'object' &&
    spec !== null &&
    typeof spec.id === 'string' &&
    typeof spec.params?.safeParse === 'function' &&
    Array.isArray(spec.datasets) &&
    Array.isArray(spec.lossTerms)
  );
}
