import { useQuery } from '@tanstack/react-query';
import type { TaskDetail } from '@yoto/core';
import { useSearchParams } from 'react-router';
import { sweepQuery, tasksQuery } from '../api/queries.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { QueryView } from '../components/query-view.tsx';
import { copyName } from '../format/copy-name.ts';
import { draftFromSpec } from '../spec-form/draft-from-spec.ts';
import { initialDraft } from '../spec-form/initial-draft.ts';
import { SpecEditor } from './new-sweep/spec-editor.tsx';

/** Submits a sweep; with `?from=ID` the form starts with that sweep's spec. */
export default function NewSweepPage() {
  const [search] = useSearchParams();
  const from = search.get('from');
  const tasks = useQuery(tasksQuery());
  return (
    <Page
      title={from ? 'Edit as new' : 'New sweep'}
      parent={from ? { to: `/sweeps/${from}`, label: 'Sweep' } : { to: '/sweeps', label: 'Sweeps' }}
    >
      <QueryView query={tasks} lines={8}>
        {({ items }) => (from ? <FromSweep key={from} id={from} tasks={items} /> : <Fresh tasks={items} />)}
      </QueryView>
    </Page>
  );
}

function Fresh({ tasks }: { tasks: readonly TaskDetail[] }) {
  const [first] = tasks;
  if (!first) {
    return (
      <EmptyState title="This server knows no task">
        <p>Name a task package in TASK_PACKAGES and start the server again.</p>
      </EmptyState>
    );
  }
  return <SpecEditor initial={initialDraft(first)} tasks={tasks} />;
}

function FromSweep({ id, tasks }: { id: string; tasks: readonly TaskDetail[] }) {
  const sweep = useQuery(sweepQuery(id));
  return (
    <QueryView query={sweep} lines={8}>
      {({ spec }) => (
        <SpecEditor initial={{ ...draftFromSpec(spec), name: copyName(spec.name) }} tasks={tasks} />
      )}
    </QueryView>
  );
}
