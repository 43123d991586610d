import { useQuery } from '@tanstack/react-query';
import {
  type EvaluationPoint,
  isTrained,
  type JobDetail,
  type JobSpec,
  parametersAt,
  type TaskDetail,
} from '@yoto/core';
import { jobEvaluationsQuery, tasksQuery } from '../../api/queries.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { lambdaText } from '../../format/lambda-text.ts';
import { formatCount, formatPointValue } from '../../format/numbers.ts';
import { atLastStep, measuredNames } from './last-evaluation.ts';

/** Losses and metrics per lambda at the job's last evaluation. */
export function EvaluationsSection({ job }: { job: JobDetail }) {
  const evaluations = useQuery(jobEvaluationsQuery(job.id));
  const task = useQuery(tasksQuery()).data?.items.find(({ id }) => id === job.spec.task.id);
  const last = atLastStep(evaluations.data?.points ?? []);
  const step = last[0]?.step;
  return (
    <Section
      title="Evaluation"
      className="card-flush"
      hint={
        step === undefined
          ? whenEvaluated(job.spec)
          : `At step ${formatCount(step)}, means over ${formatCount(last[0]?.examples)} examples`
      }
    >
      <QueryView query={evaluations}>
        {() =>
          last.length === 0 ? (
            <p className="hint pad">Not evaluated yet.</p>
          ) : (
            <DataTable
              label="Evaluation per lambda"
              columns={evaluationColumns(last, task)}
              rows={last}
              rowKey={(point) => lambdaText(parametersAt(point))}
            />
          )
        }
      </QueryView>
    </Section>
  );
}

/** What trains nothing is evaluated once. */
const whenEvaluated = (spec: JobSpec): string =>
  isTrained(spec) ? `Every ${formatCount(spec.evaluation.everySteps)} steps` : 'Once';

function evaluationColumns(
  points: readonly EvaluationPoint[],
  task: TaskDetail | undefined,
): Column<EvaluationPoint>[] {
  const label = (
    name: string,
    known: readonly { name: string; label: string; unit?: string | undefined }[] = [],
  ) => {
    const found = known.find((one) => one.name === name);
    return found?.unit ? `${found.label} (${found.unit})` : (found?.label ?? name);
  };
  return [
    {
      name: points.some((point) => 'setting' in point) ? 'Setting' : 'Lambda',
      heading: true,
      cell: (point) => lambdaText(parametersAt(point)),
    },
    ...measuredNames(points, 'losses', task?.lossTerms).map((name) => ({
      name: label(name, task?.lossTerms),
      numeric: true,
      cell: ({ losses }: EvaluationPoint) => formatPointValue(losses[name]),
    })),
    ...measuredNames(points, 'metrics', task?.metrics).map((name) => ({
      name: label(name, task?.metrics),
      numeric: true,
      cell: ({ metrics }: EvaluationPoint) => formatPointValue(metrics[name]),
    })),
  ];
}
