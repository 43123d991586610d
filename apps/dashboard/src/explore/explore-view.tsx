/** One model of a sweep, running in the browser: its sliders, what it makes of pictures, and where it stands. */
import { useQuery } from '@tanstack/react-query';
import { AppError, type JobDetail, type Lambda, type TaskDetail } from '@yoto/core';
import type { ExploreRequest, HostPicture } from '@yoto/training';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { modelQuery } from '../api/job-queries.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorPanel } from '../components/error-panel.tsx';
import { Section } from '../components/page.tsx';
import { QueryView, Skeleton } from '../components/query-view.tsx';
import { lambdaText } from '../format/lambda-text.ts';
import { ExploreFrontier } from './explore-frontier.tsx';
import { askedEngine } from './model-thread.ts';
import { OwnPicture } from './own-picture.tsx';
import { ShownRows } from './shown-rows.tsx';
import { ShownValues } from './shown-values.tsx';
import { type HeldOut, useHeldOut } from './use-held-out.ts';
import { type RunningModel, useModel } from './use-model.ts';
import { type Shown, useShown } from './use-shown.ts';
import { WeightSliders } from './weight-sliders.tsx';

interface ExploreViewProps {
  job: JobDetail;
  task: TaskDetail;
  /** Of the checkpoint. */
  sha256: string;
}

export function ExploreView({ job, task, sha256 }: ExploreViewProps) {
  const [query] = useSearchParams();
  const stored = useQuery(modelQuery(job.id, sha256));
  const { model, error } = useModel(task.id, stored.data, askedEngine(query));
  if (error instanceof AppError && error.code === 'not_found')
    return (
      <EmptyState title="Models of this task cannot be explored">
        <p>{error.message}.</p>
        <Link className="button" to={`/jobs/${job.id}`}>
          To the job
        </Link>
      </EmptyState>
    );
  if (error) return <ErrorPanel error={error} />;
  if (stored.data && model) return <Running {...{ job, task, model }} />;
  if (stored.data)
    return (
      <>
        <p className="hint" role="status">
          Starting TensorFlow.js in this browser…
        </p>
        <Skeleton lines={8} />
      </>
    );
  return (
    <QueryView query={stored} lines={8}>
      {() => null}
    </QueryView>
  );
}

const ENGINE_NAMES = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly' } as const;

function Running({ job, task, model }: Omit<ExploreViewProps, 'sha256'> & { model: RunningModel }) {
  const { sliders, inputs } = model;
  const [lambda, setLambda] = useState<Lambda>(() =>
    Object.fromEntries(sliders.map(({ name, start }) => [name, start])),
  );
  const [own, setOwn] = useState<Record<string, HostPicture | undefined>>({});
  const heldOut = useHeldOut(job, inputs);
  const request = useRequest({ model, lambda, own, heldOut });
  const { shown, error } = useShown(model, request);
  const hasOwn = Object.values(own).some(Boolean);
  return (
    <div className="explore">
      <Section
        title="Lambda"
        hint={`The model runs in this browser, on ${ENGINE_NAMES[model.engine]}: nothing is sent while you slide`}
      >
        <WeightSliders sliders={sliders} lambda={lambda} onChange={setLambda} />
      </Section>
      <Section title="Pictures" className="explore-pictures" hint={<ShownHint shown={shown} />}>
        <div className="explore-inputs">
          {inputs.map((input) => (
            <OwnPicture
              key={input.name}
              input={input}
              isNamed={inputs.length > 1}
              own={own[input.name]}
              onPicture={(picture) => setOwn({ ...own, [input.name]: picture })}
            />
          ))}
        </div>
        <HeldOutNote heldOut={heldOut} isNeeded={!hasOwn} />
        {error && <ErrorPanel error={error} />}
        {shown ? <ShownRows {...{ job, task, shown, model, hasOwn }} /> : !error && <Skeleton lines={6} />}
      </Section>
      <div className="explore-aside">
        <ExploreFrontier job={job} task={task} lambda={lambda} />
        {shown && <Values shown={shown} task={task} measures={model.measures} />}
      </div>
    </div>
  );
}

interface Choice {
  model: RunningModel;
  lambda: Lambda;
  own: Record<string, HostPicture | undefined>;
  heldOut: HeldOut;
}

/** Undefined while the held-out pictures are on their way. Of one picture of a kind there are as many copies as of the others. */
function useRequest({ model: { inputs }, lambda, own, heldOut }: Choice): ExploreRequest | undefined {
  const { isLoading } = heldOut;
  const pictures = useMemo(() => {
    const lists = inputs.map(({ name }) => {
      const picture = own[name];
      return [name, picture ? [picture] : (heldOut.pictures[name] ?? [])] as const;
    });
    const lengths = lists.map(([, list]) => list.length);
    const most = Math.min(...lengths) === 0 ? 0 : Math.max(...lengths);
    return Object.fromEntries(
      lists.map(([name, list]) => [
        name,
        Array.from({ length: most }, (_, index) => list[index % list.length] as HostPicture),
      ]),
    );
  }, [inputs, own, heldOut.pictures]);
  return useMemo(() => (isLoading ? undefined : { lambda, pictures }), [isLoading, lambda, pictures]);
}

function ShownHint({ shown }: { shown: Shown | undefined }) {
  if (!shown) return 'The first pictures are being made…';
  return `At ${lambdaText(shown.request.lambda)}, in ${Math.round(shown.tookMs)} ms`;
}

function HeldOutNote({
  heldOut: { pictures, isLoading, error },
  isNeeded,
}: {
  heldOut: HeldOut;
  isNeeded: boolean;
}) {
  if (!isNeeded || isLoading || (Object.keys(pictures).length > 0 && !error)) return null;
  return (
    <p className="hint">
      {error
        ? `The held-out pictures cannot be read: ${error.message}. Choose a picture of your own.`
        : 'No job of this sweep has stored its held-out pictures yet: they come with the end of the first one. Until then, choose a picture of your own.'}
    </p>
  );
}

interface ValuesProps extends Pick<RunningModel, 'measures'> {
  shown: Shown;
  task: TaskDetail;
}

function Values({ shown, task, measures }: ValuesProps) {
  const measured = shown.sets.filter(({ values }) => Object.keys(values).length > 0);
  if (measured.length === 0) return null;
  return (
    <Section title="Values" hint="Computed here, by the code that evaluates jobs">
      {measured.map((set) => (
        <ShownValues key={set.name} set={set} task={task} measures={measures} />
      ))}
    </Section>
  );
}
