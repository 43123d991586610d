import { AppError } from '../errors.ts';
import type { TaskSpec } from './task-spec.ts';

/** The tasks a process knows, by id. */
export interface TaskCatalogue {
  all(): readonly TaskSpec[];
  /** Throws `not_found`, naming the tasks that exist. */
  get(id: string): TaskSpec;
}

/** Throws `config_invalid` for two tasks of one id. */
export function taskCatalogue(specs: readonly TaskSpec[]): TaskCatalogue {
  const byId = new Map<string, TaskSpec>();
  for (const spec of specs) {
    if (byId.has(spec.id)) {
      throw new AppError(
        'config_invalid',
        `Two tasks have the id "${spec.id}": rename one, or drop one from TASK_PACKAGES`,
      );
    }
    byId.set(spec.id, spec);
  }
  return {
    all: () => [...byId.values()],
    get(id) {
      const spec = byId.get(id);
      if (spec) return spec;
      throw new AppError(
        'not_found',
        `There is no task "${id}". Known tasks: ${[...byId.keys()].join(', ') || 'none'}`,
      );
    },
  };
}
