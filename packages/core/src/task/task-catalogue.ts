import { AppError } from '../errors.ts';
import type { Preset } from './preset.ts';
import type { TaskSpec } from './task-spec.ts';
import { taskSpecFaults } from './task-spec-faults.ts';

/** The tasks a process knows, by id. */
export interface TaskCatalogue {
  all(): readonly TaskSpec[];
  /** Throws `not_found`, naming the tasks that exist. */
  get(id: string): TaskSpec;
  /** The presets of all tasks, each with its task's id. */
  presets(): readonly (Preset & { taskId: string })[];
  /** Throws `not_found`, naming the presets that exist. */
  preset(name: string): Preset & { taskId: string };
}

/**
 * Throws `config_invalid` for two tasks of one id, two presets or commands of one name, or a spec whose parts do not fit.
 */
export function taskCatalogue(specs: readonly TaskSpec[]): TaskCatalogue {
  const byId = new Map<string, TaskSpec>();
  for (const spec of specs) {
    if (byId.has(spec.id)) {
      throw new AppError(
        'config_invalid',
        `Two tasks have the id "${spec.id}": rename one, or drop one from TASK_PACKAGES`,
      );
    }
    const [fault] = taskSpecFaults(spec);
    if (fault) throw new AppError('config_invalid', `The spec of the task "${spec.id}" is wrong: ${fault}`);
    byId.set(spec.id, spec);
  }
  const presets = byUniqueName([...byId.values()], 'preset', ({ presets = [] }) => presets);
  byUniqueName([...byId.values()], 'command', ({ commands = [] }) => commands);
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
    presets: () => [...presets.values()],
    preset(name) {
      const preset = presets.get(name);
      if (preset) return preset;
      throw new AppError(
        'not_found',
        `There is no preset "${name}". Known presets: ${[...presets.keys()].join(', ') || 'none'}`,
      );
    },
  };
}

/** What the tasks have of a kind, each with its task's id. Throws `config_invalid` for two of one name. */
function byUniqueName<Named extends { name: string }>(
  specs: readonly TaskSpec[],
  kind: string,
  of: (spec: TaskSpec) => readonly Named[],
): Map<string, Named & { taskId: string }> {
  const byName = new Map<string, Named & { taskId: string }>();
  for (const spec of specs) {
    for (const one of of(spec)) {
      const other = byName.get(one.name);
      if (other) {
        throw new AppError(
          'config_invalid',
          `The tasks "${other.taskId}" and "${spec.id}" both have a ${kind} "${one.name}": rename one`,
        );
      }
      byName.set(one.name, { ...one, taskId: spec.id });
    }
  }
  return byName;
}
