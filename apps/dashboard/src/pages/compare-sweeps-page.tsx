/** Groups of several sweeps of one task in one chart and one table; the address says which. */
import { useQueries, useQuery } from '@tanstack/react-query';
import {
  type ComparedSweep,
  comparedText,
  type JobSummary,
  parseCompared,
  type SweepDetail,
} from '@yoto/core';
import { mergedNames } from '@yoto/frontier';
import { sweepJobsQuery, sweepQuery, tasksQuery } from '../api/queries.ts';
import { useHiddenSeries } from '../charts/use-hidden-series.ts';
import { useViewParams } from '../charts/use-view-param.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { QueryView } from '../components/query-view.tsx';
import { ChosenSweeps } from './compare-sweeps/chosen-sweeps.tsx';
import { SpecDifferencesTable } from './compare-sweeps/spec-differences-table.tsx';
import { Warnings } from './sweep/analysis/findings.tsx';
import { ComparisonView } from './sweep/frontier-results.tsx';
import { useComparisonChoice, useSeveralSweeps } from './sweep/use-comparison.ts';

const PARENT = { to: '/sweeps', label: 'Sweeps' };

export default function CompareSweepsPage() {
  const [of, setOf] = useViewParams('of');
  const compared = parseCompared(of);
  const answers = useQueries({ queries: compared.map(({ id }) => sweepQuery(id)) });
  const sweeps = answers.flatMap(({ data }) => data ?? []);
  const missing = answers.find(({ error }) => error !== null);
  return (
    <Page title="Compare sweeps" parent={PARENT}>
      <ChosenSweeps compared={compared} sweeps={sweeps} onChange={(next) => setOf(comparedText(next))} />
      {missing && (
        <p className="error-text" role="alert">
          One of the sweeps cannot be read: {missing.error?.message}
        </p>
      )}
      {compared.length === 0 ? (
        <EmptyState title="Nothing to compare yet">
          <p>Choose two or more sweeps of one task above.</p>
        </EmptyState>
      ) : (
        sweeps.length === compared.length && <Compared compared={compared} sweeps={sweeps} />
      )}
    </Page>
  );
}

interface ComparedProps {
  compared: readonly ComparedSweep[];
  sweeps: readonly SweepDetail[];
}

function Compared({ compared, sweeps }: ComparedProps) {
  const [choice, choose] = useComparisonChoice();
  const series = useHiddenSeries();
  const query = useSeveralSweeps(comparedText(compared), choice);
  const jobs = useNamedJobs(compared, sweeps, query.data !== undefined);
  const [first] = sweeps;
  const task = useQuery(tasksQuery()).data?.items.find(({ id }) => id === first?.taskId);
  return (
    <>
      <QueryView query={query} lines={8}>
        {(comparison) => (
          <>
            <ComparisonView
              {...{ comparison, jobs, task, series }}
              dataset={first?.spec.dataset.id ?? ''}
              onChoose={choose}
            />
            <Warnings comparison={comparison} />
          </>
        )}
      </QueryView>
      {(query.data ?? query.error) && <SpecDifferencesTable sweeps={sweeps} />}
    </>
  );
}

/** The jobs of the compared groups, called as their series are: what points lead to, once they are drawn. */
function useNamedJobs(
  compared: readonly ComparedSweep[],
  sweeps: readonly SweepDetail[],
  enabled: boolean,
): JobSummary[] {
  const answers = useQueries({ queries: compared.map(({ id }) => ({ ...sweepJobsQuery(id), enabled })) });
  const nameOf = mergedNames(
    sweeps.map(({ id, name, spec }, i) => ({
      id,
      name,
      groups: compared[i]?.groups ?? spec.groups.map((group) => group.name),
    })),
  );
  return answers.flatMap(({ data }, i) =>
    (data?.items ?? []).map((job) => ({ ...job, group: nameOf(compared[i]?.id ?? '', job.group) })),
  );
}
