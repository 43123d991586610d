/** The specs of all tasks, without TensorFlow: for planning, the API, the dashboard and the command line. */
import { AppError, type TaskSpec } from '@yoto/core';
import { betaVaeSpec } from './beta-vae/spec.ts';
import { compressionSpec } from './compression/spec.ts';
import { moduleOfFolder } from './package-folder.ts';
import { styleTransferSpec } from './style-transfer/spec.ts';
import { toySpec } from './toy/spec.ts';

/** Of the built-in tasks. */
export const taskSpecs: readonly TaskSpec[] = [betaVaeSpec, compressionSpec, styleTransferSpec, toySpec];

/**
 * The built-in tasks' specs, then those of the packages that TASK_PACKAGES names. A package `p`, installed or a folder, exports
 * its task at `p` and its spec at `p/spec`; a module `p/name` has its spec in `p/name-spec`. Throws `config_invalid`.
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
  try {
    const url = moduleOfFolder(name, './spec') ?? installedSpec(name);
    if (url !== undefined) return await import(url);
  } catch (error) {
    throw invalid(name, error instanceof Error ? error.message : String(error), error);
  }
  throw invalid(name, `neither ${name}/spec nor ${name}-spec can be found`);
}

const installedSpec = (name: string): string | undefined =>
  [`${name}/spec`, `${name}-spec`].map(resolved).find((found) => found !== undefined);

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
