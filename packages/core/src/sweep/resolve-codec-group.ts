/** A group that trains nothing: which of the task's codecs it measures, and with which settings. */
import type { InputIssue } from '../errors.ts';
import type { CodecSpec } from '../task/codec-spec.ts';
import type { TaskSpec } from '../task/task-spec.ts';
import type { GroupInput } from './sweep-spec.ts';

type CodecGroupInput = Extract<GroupInput, { kind: 'codec' }>;

/** The values of its setting. Adds what is wrong to `issues`. */
export function codecSettings(
  group: CodecGroupInput,
  path: string,
  { task, issues }: { task: TaskSpec; issues: InputIssue[] },
): number[] {
  const spec = task.codecs?.find(({ id }) => id === group.codec);
  if (!spec) issues.push({ path: `${path}.codec`, message: unknownCodec(group.codec, task) });
  const settings = [...(group.settings ?? spec?.setting.defaults ?? [])];
  if (spec) issues.push(...settingIssues(settings, spec, path));
  return settings;
}

function unknownCodec(id: string, task: TaskSpec): string {
  const known = task.codecs?.map((one) => one.id).join(', ') || 'none';
  return `task "${task.id}" has no codec "${id}"; it knows: ${known}`;
}

function settingIssues(settings: readonly number[], { setting }: CodecSpec, path: string): InputIssue[] {
  const { name, min, max, integer } = setting;
  return settings.flatMap((value, index) => {
    if (value >= min && value <= max && !(integer && !Number.isInteger(value))) return [];
    const kind = integer ? 'a whole number' : 'a number';
    return [
      { path: `${path}.settings.${index}`, message: `the ${name} must be ${kind} from ${min} to ${max}` },
    ];
  });
}
