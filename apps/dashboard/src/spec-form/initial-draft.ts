/** The form before anyone has touched it, and what becomes of it when the task or the data set changes. */
import { SWEEP_SPEC_VERSION, type TaskDetail } from '@yoto/core';
import { type DatasetDetail, datasetDefaults, findDataset } from './dataset-defaults.ts';
import {
  type CodecGroupDraft,
  type FixedGroupDraft,
  freeGroupName,
  type GroupDraft,
  type SettingsDraft,
  type SpecDraft,
  type YotoGroupDraft,
} from './spec-draft.ts';
import { suggestedDistributions, suggestedGrids } from './suggested-lambdas.ts';

/** A comparison that is worth running as it stands: one fixed grid and one YOTO model over the same range. */
export function initialDraft(task: TaskDetail, datasetId?: string): SpecDraft {
  const dataset = findDataset(task, datasetId ?? '');
  return {
    version: SWEEP_SPEC_VERSION,
    name: defaultName(task, dataset),
    task: { id: task.id, params: {} },
    dataset: { id: dataset?.id ?? '', params: {} },
    defaults: firstLook(dataset),
    groups: dataset ? [fixedGroup(task, dataset, []), yotoGroup(task, dataset, [])] : [],
  };
}

/** Enough for curves in the right order; what a data set suggests is often for final results, days of computing. */
const FIRST_LOOK_STEPS = 3000;

function firstLook(dataset: DatasetDetail | undefined): SettingsDraft {
  const suggested = datasetDefaults(dataset).steps;
  return suggested !== undefined && suggested > FIRST_LOOK_STEPS ? { steps: FIRST_LOOK_STEPS } : {};
}

const defaultName = (task: TaskDetail, dataset: DatasetDetail | undefined) =>
  dataset ? `${task.id} on ${dataset.id}` : task.id;

type Named = readonly Pick<GroupDraft, 'name'>[];

export const fixedGroup = (task: TaskDetail, dataset: DatasetDetail, groups: Named): FixedGroupDraft => ({
  kind: 'fixed',
  name: freeGroupName('fixed grid', groups),
  lambdas: suggestedGrids(task, dataset),
});

export const yotoGroup = (task: TaskDetail, dataset: DatasetDetail, groups: Named): YotoGroupDraft => ({
  kind: 'yoto',
  name: freeGroupName('YOTO', groups),
  distribution: suggestedDistributions(task, dataset),
});

/** The first of the task's codecs that no group has yet; undefined for a task without any. */
export function codecGroup(
  { codecs }: TaskDetail,
  groups: readonly GroupDraft[],
): CodecGroupDraft | undefined {
  const taken = new Set(groups.map((group) => (group.kind === 'codec' ? group.codec : undefined)));
  const free = codecs.find(({ id }) => !taken.has(id)) ?? codecs[0];
  return free && { kind: 'codec', name: freeGroupName(free.label, groups), codec: free.id };
}

/**
 * The draft on another data set of its task. Names, grids and distributions that are still the old data set's
 * suggestions become the new one's; what was edited stays. Parameters belong to a data set and start anew.
 */
export function onDataset(draft: SpecDraft, task: TaskDetail, datasetId: string): SpecDraft {
  const before = findDataset(task, draft.dataset.id);
  const after = findDataset(task, datasetId);
  if (!before || !after) return draft;
  return {
    ...draft,
    name: draft.name === defaultName(task, before) ? defaultName(task, after) : draft.name,
    dataset: { id: after.id, params: {} },
    groups: draft.groups.map((group) => groupOnDataset(group, task, before, after)),
  };
}

function groupOnDataset(
  group: GroupDraft,
  task: TaskDetail,
  before: DatasetDetail,
  after: DatasetDetail,
): GroupDraft {
  if (group.kind === 'codec') return group;
  if (group.kind === 'fixed') {
    const untouched = same(group.lambdas, suggestedGrids(task, before));
    return untouched ? { ...group, lambdas: suggestedGrids(task, after) } : group;
  }
  const untouched = same(group.distribution, suggestedDistributions(task, before));
  return untouched ? { ...group, distribution: suggestedDistributions(task, after) } : group;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
