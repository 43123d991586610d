/** A group that trains nothing: which of the task's references it measures, and with which settings. */
import type { InputIssue } from '../errors.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { ReferenceSpec } from '../task/reference-spec.ts';
import type { TaskSpec } from '../task/task-spec.ts';
import type { GroupInput } from './sweep-spec.ts';
import { UNTRAINED_STEPS } from './untrained-steps.ts';

type ReferenceGroupInput = Extract<GroupInput, { kind: 'reference' }>;

/** What is its own among the fields of a resolved reference group. */
export interface ReferenceFields {
  kind: 'reference';
  reference: string;
  settings: number[];
  seeds: number[];
  steps: number;
  metricsEverySteps: number;
  checkpoint: { everySteps: number };
}

/** Adds what is wrong to `issues`. The lambdas are the settings by name, which is how its points say what they are of. */
export function resolveReferenceGroup(
  group: ReferenceGroupInput,
  path: string,
  { task, issues }: { task: TaskSpec; issues: InputIssue[] },
): ReferenceFields & { lambdas: Lambda[] } {
  const spec = task.references?.find(({ id }) => id === group.reference);
  if (!spec) issues.push({ path: `${path}.reference`, message: unknownReference(group.reference, task) });
  if (group.seeds && group.seeds.length > 1) {
    const message =
      'a reference is not trained and draws nothing, so that every seed gives the same: leave it out';
    issues.push({ path: `${path}.seeds`, message });
  }
  const settings = [...(group.settings ?? spec?.setting.defaults ?? [])];
  if (spec) issues.push(...settingIssues(settings, spec, path));
  const name = spec?.setting.name ?? 'setting';
  return {
    kind: 'reference',
    reference: group.reference,
    settings,
    seeds: group.seeds?.slice(0, 1) ?? [0],
    steps: UNTRAINED_STEPS,
    metricsEverySteps: UNTRAINED_STEPS,
    checkpoint: { everySteps: UNTRAINED_STEPS },
    lambdas: settings.map((value) => ({ [name]: value })),
  };
}

function unknownReference(id: string, task: TaskSpec): string {
  const known = task.references?.map((one) => one.id).join(', ') || 'none';
  return `task "${task.id}" has no reference "${id}"; it knows: ${known}`;
}

function settingIssues(settings: readonly number[], { setting }: ReferenceSpec, path: string): InputIssue[] {
  const { name, min, max, integer } = setting;
  return settings.flatMap((value, index) => {
    if (value >= min && value <= max && !(integer && !Number.isInteger(value))) return [];
    const kind = integer ? 'a whole number' : 'a number';
    return [
      { path: `${path}.settings.${index}`, message: `the ${name} must be ${kind} from ${min} to ${max}` },
    ];
  });
}
