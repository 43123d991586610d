import { useQuery } from '@tanstack/react-query';
import {
  comparePlaces,
  type EvaluationPoint,
  isTrained,
  type JobDetail,
  type JobSpec,
  parametersAt,
  type TaskDetail,
} from '@yoto/core';
import { jobEvaluationsQuery } from '../../api/job-queries.ts';
import { tasksQuery } from '../../api/queries.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { lambdaText } from '../../format/lambda-text.ts';
import { formatCount, formatPointValue } from '../../format/numbers.ts';

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
    ...ownMetrics(points, task).map((name) => ({
      name: label(name, task?.metrics),
      numeric: true,
      cell: ({ metrics }: EvaluationPoint) => formatPointValue(metrics[name]),
    })),
  ];
}

/** Metrics without those that repeat a loss under the same label with the same values, such as a rate. */
export function ownMetrics(points: readonly EvaluationPoint[], task: TaskDetail | undefined): string[] {
  const repeats = (metric: string) =>
    measuredNames(points, 'losses').some((loss) =>
      points.every(({ losses, metrics }) => metric in metrics && losses[loss] === metrics[metric]),
    );
  return measuredNames(points, 'metrics', task?.metrics).filter((name) => !repeats(name));
}

/** The points of the latest step, by lambda or setting (term by term, in the order of their names). */
export function atLastStep(points: readonly EvaluationPoint[]): EvaluationPoint[] {
  const last = points.reduce((step, point) => Math.max(step, point.step), 0);
  return points.filter(({ step }) => step === last).sort(byPlace);
}

const byPlace = (a: EvaluationPoint, b: EvaluationPoint): number =>
  comparePlaces(a, b, Object.keys(parametersAt(a)).sort());

/** Names of the losses or metrics that any point has: those that the task declares in its order, then others. */
export function measuredNames(
  points: readonly EvaluationPoint[],
  of: 'losses' | 'metrics',
  declared: readonly { name: string }[] = [],
): string[] {
  const measured = new Set(points.flatMap((point) => Object.keys(point[of])));
  const known = declared.map(({ name }) => name).filter((name) => measured.has(name));
  return [...new Set([...known, ...measured])];
}
