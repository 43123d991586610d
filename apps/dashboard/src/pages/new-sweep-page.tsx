import { useQuery } from '@tanstack/react-query';
import { PRESET_SCALES, type PresetScale, type TaskDetail } from '@yoto/core';
import { useSearchParams } from 'react-router';
import { presetQuery, presetsQuery, sweepQuery, tasksQuery } from '../api/queries.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { QueryView, Skeleton } from '../components/query-view.tsx';
import { copyName } from '../format/copy-name.ts';
import { findDataset } from '../spec-form/dataset-defaults.ts';
import { draftFromInput, draftFromSpec } from '../spec-form/draft-from-spec.ts';
import { initialDraft } from '../spec-form/initial-draft.ts';
import { PresetPicker } from '../spec-form/preset-picker.tsx';
import { SpecEditor } from './new-sweep/spec-editor.tsx';

/** Submits a sweep; the form starts with the spec of a sweep (`?from=ID`), or with a preset (`?preset=NAME&scale=tiny`). */
export default function NewSweepPage() {
  const [search] = useSearchParams();
  const from = search.get('from');
  const tasks = useQuery(tasksQuery());
  // Asked for beside the tasks: presets that came later would push the form down.
  const presets = useQuery({ ...presetsQuery(), enabled: from === null });
  return (
    <Page
      title={from ? 'Edit as new' : 'New sweep'}
      parent={from ? { to: `/sweeps/${from}`, label: 'Sweep' } : { to: '/sweeps', label: 'Sweeps' }}
    >
      <QueryView query={tasks} lines={8}>
        {({ items }) =>
          from ? (
            <FromSweep key={from} id={from} tasks={items} />
          ) : presets.isPending ? (
            <Skeleton lines={8} />
          ) : (
            <Fresh tasks={items} preset={presetIn(search)} />
          )
        }
      </QueryView>
    </Page>
  );
}

interface ChosenPreset {
  name: string;
  scale: PresetScale;
}

function presetIn(search: URLSearchParams): ChosenPreset | undefined {
  const name = search.get('preset');
  const scale = PRESET_SCALES.find((one) => one === search.get('scale')) ?? 'small';
  return name ? { name, scale } : undefined;
}

function Fresh({ tasks, preset }: { tasks: readonly TaskDetail[]; preset: ChosenPreset | undefined }) {
  const [first] = tasks;
  if (!first) {
    return (
      <EmptyState title="This server knows no task">
        <p>Name a task package in TASK_PACKAGES and start the server again.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <PresetPicker
        tasks={tasks}
        chosen={preset}
        addressOf={(name, scale) => `/sweeps/new?${new URLSearchParams({ preset: name, scale })}`}
      />
      {preset ? (
        <FromPreset key={`${preset.name} ${preset.scale}`} preset={preset} tasks={tasks} />
      ) : (
        <SpecEditor key="new" origin="new" initial={initialDraft(first)} tasks={tasks} />
      )}
    </>
  );
}

function FromSweep({ id, tasks }: { id: string; tasks: readonly TaskDetail[] }) {
  const sweep = useQuery(sweepQuery(id));
  return (
    <QueryView query={sweep} lines={8}>
      {({ spec }) => (
        <SpecEditor
          origin={`from:${id}`}
          initial={{ ...draftFromSpec(spec), name: copyName(spec.name) }}
          tasks={tasks}
        />
      )}
    </QueryView>
  );
}

function FromPreset({ preset, tasks }: { preset: ChosenPreset; tasks: readonly TaskDetail[] }) {
  const query = useQuery(presetQuery(preset.name, preset.scale));
  return (
    <QueryView query={query} lines={8}>
      {({ spec }) => {
        const task = tasks.find(({ id }) => id === spec.task.id);
        const initial = draftFromInput(spec, findDataset(task, '')?.id ?? '');
        const origin = `preset:${preset.name}:${preset.scale}`;
        return <SpecEditor origin={origin} initial={initial} tasks={tasks} />;
      }}
    </QueryView>
  );
}
