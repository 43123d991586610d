/** Example by example: what every series makes of the same held-out pictures. */
import { useQuery } from '@tanstack/react-query';
import {
  EXAMPLES_FILE,
  type JobSummary,
  lambdaKey,
  measuredParts,
  parametersAt,
  type SweepDetail,
  type TaskDetail,
} from '@yoto/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { sweepArtifactsQuery } from '../../api/job-queries.ts';
import { tasksQuery } from '../../api/queries.ts';
import { compareAddress } from '../../compare/compare-choice.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/page.tsx';
import { QueryView, Skeleton } from '../../components/query-view.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { leadingSeries, middlePoint, pointAt } from '../../examples/example-series.ts';
import { type ExampleOrder, exampleRows, sortedRows } from '../../examples/examples-table.ts';
import { ExamplesTableView } from '../../examples/examples-table-view.tsx';
import { LambdaSlider } from '../../examples/lambda-slider.tsx';
import { SeedSelect } from '../../examples/seed-select.tsx';
import { shownValues } from '../../examples/shown-values.ts';
import { type ShownExamples, useExamples } from '../../examples/use-examples.ts';
import { useSeriesColours } from '../../examples/use-series-colours.ts';
import { formatCount, formatPlural } from '../../format/numbers.ts';
import { haveEnded } from './nothing-measured.tsx';

function NoExamples({ jobs }: Pick<ExamplesSectionProps, 'jobs'>) {
  const ended = haveEnded(jobs);
  return (
    <EmptyState title={ended ? 'No examples' : 'No examples yet'}>
      <p>
        {ended
          ? 'The jobs ended before their last evaluation, which measures single held-out examples.'
          : 'Jobs store what they measured of single held-out examples when they end.'}
      </p>
    </EmptyState>
  );
}

interface ExamplesSectionProps {
  sweep: SweepDetail;
  jobs: readonly JobSummary[];
}

export function ExamplesSection({ sweep, jobs }: ExamplesSectionProps) {
  const [seed, setSeed] = useState<number>();
  const [completeSeed, setCompleteSeed] = useState<number>();
  const stored = useQuery(sweepArtifactsQuery(sweep.id, EXAMPLES_FILE));
  const examples = useExamples(sweep.id, jobs, seed);
  const task = useQuery(tasksQuery()).data?.items.find(({ id }) => id === sweep.taskId);
  if (!task) return <Skeleton lines={6} />;
  if (jobs.length > 0 && stored.data === undefined)
    return (
      <QueryView query={stored} lines={6}>
        {() => null}
      </QueryView>
    );
  if (!examples) return <NoExamples jobs={jobs} />;
  const { originals, seeds } = examples;
  // Rows and columns that came one file at a time would jump; later files take their place in what is there.
  if (!examples.isLoading && completeSeed !== examples.seed) setCompleteSeed(examples.seed);
  return (
    <Section
      title="Held-out examples"
      className="card-flush"
      hint={hintOf(examples)}
      actions={
        <>
          <SeedSelect seeds={seeds} seed={examples.seed} onSeed={setSeed} />
          {originals.size > 0 && (
            <Link className="button" to={compareAddress(sweep.id, { seed: examples.seed })}>
              Compare side by side
            </Link>
          )}
        </>
      }
    >
      {examples.error && (
        <p className="hint pad">The examples of some jobs cannot be read: {examples.error.message}</p>
      )}
      {examples.series.length > 0 && (completeSeed === examples.seed || !examples.isLoading) ? (
        <ExamplesPart sweepId={sweep.id} examples={examples} task={task} />
      ) : (
        examples.isLoading && (
          <div className="pad">
            <Skeleton lines={6} />
          </div>
        )
      )}
    </Section>
  );
}

interface ExamplesPartProps {
  sweepId: string;
  examples: ShownExamples;
  task: TaskDetail;
}

function ExamplesPart({ sweepId, examples, task }: ExamplesPartProps) {
  const { series, originals, seed } = examples;
  const [leadKey, setLeadKey] = useState<string>();
  const [by, setBy] = useState<'lambda' | 'x'>('lambda');
  const [asked, setCompared] = useState<string>();
  const [order, setOrder] = useState<ExampleOrder>({ column: 'name', descending: false });
  const colours = useSeriesColours(sweepId);
  const leading = leadingSeries(series);
  const lead = leading && (pointAt(leading, leadKey) ?? middlePoint(leading));
  if (!leading || !lead) return null;
  const x = measuredParts(task, task.frontierAxes.x);
  const values = shownValues(task);
  const others = series.filter(({ name }) => name !== leading.name);
  const usual = others.find(({ kind }) => kind === 'fixed') ?? others[0];
  const comparedWith = asked ?? usual?.name;
  const rows = exampleRows(examples, { values, lead, x, by, comparedWith });
  const xLabel = values[0]?.label.toLowerCase() ?? task.frontierAxes.x;
  const hasCodecs = others.some(({ kind }) => kind === 'codec');
  return (
    <>
      <div className="examples-controls pad">
        <LambdaSlider
          series={leading}
          value={lead}
          onChange={(point) => setLeadKey(lambdaKey(parametersAt(point.at)))}
        />
        {others.some(({ kind }) => kind !== 'codec') && (
          <span className="filter">
            Other models at the
            <Segmented
              label="Where the other models are evaluated"
              choices={[
                { value: 'lambda', label: 'nearest lambda' },
                { value: 'x', label: `nearest ${xLabel}` },
              ]}
              value={by}
              onChange={setBy}
            />
          </span>
        )}
        {others.length > 0 && (
          <label className="filter">
            <span>Differences to</span>
            <select value={comparedWith} onChange={(event) => setCompared(event.target.value)}>
              <option value="">none</option>
              {series.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        {hasCodecs && <span className="hint">Codecs at the nearest {xLabel}</span>}
      </div>
      <ExamplesTableView
        label="Examples"
        rows={sortedRows(rows, order)}
        {...{ series, values, order, colours }}
        onOrder={setOrder}
        heading={({ example, name }) =>
          originals.has(example) ? (
            <Link to={compareAddress(sweepId, { seed, example, lambda: lambdaKey(parametersAt(lead.at)) })}>
              {name}
            </Link>
          ) : (
            name
          )
        }
      />
    </>
  );
}

/** Nothing yet while the files are read. */
function hintOf({ names, evaluated, awaited, leftOut, originals }: ShownExamples): string | undefined {
  if (names.length === 0) return undefined;
  const noun = originals.size > 0 ? 'picture' : 'example';
  const first = names.length < evaluated ? `The first ${formatCount(names.length)} of ` : '';
  const parts = [`One by one: ${first.toLowerCase()}${formatPlural(evaluated, noun)}`];
  if (awaited > 0) parts.push(`${formatPlural(awaited, 'job')} will add to it when done`);
  if (leftOut > 0) parts.push(`${formatPlural(leftOut, 'job')} left out`);
  return `${parts.join('. ')}.`;
}
