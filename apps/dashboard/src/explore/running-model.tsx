/** One model of a sweep, running in the browser: its sliders, what it makes of pictures, and where it stands. */
import type { JobDetail, Lambda, TaskDetail } from '@yoto/core';
import type { ExploreSlider } from '@yoto/training';
import { useMemo, useState } from 'react';
import { ErrorPanel } from '../components/error-panel.tsx';
import { Section } from '../components/page.tsx';
import { Skeleton } from '../components/query-view.tsx';
import { lambdaText } from '../format/lambda-text.ts';
import { ExploreFrontier } from './explore-frontier.tsx';
import { type Chosen, lookOf } from './look.ts';
import { PictureChoice } from './picture-choice.tsx';
import { ShownRows } from './shown-rows.tsx';
import { ShownValues } from './shown-values.tsx';
import type { HeldOut } from './use-held-out.ts';
import type { RunningModel as Model } from './use-model.ts';
import { type Shown, useShown } from './use-shown.ts';
import { WeightSliders } from './weight-sliders.tsx';

const ENGINE_NAMES = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly' } as const;

interface RunningModelProps {
  job: JobDetail;
  task: TaskDetail;
  model: Model;
  heldOut: HeldOut;
}

export function RunningModel({ job, task, model, heldOut }: RunningModelProps) {
  const { sliders, measures } = model;
  const [chosen, setChosen] = useState<Chosen>(() => ({
    ...{ lambda: startOf(sliders), own: {}, heldOut: {}, options: {} },
  }));
  const { pictures, isLoading } = heldOut;
  const look = useMemo(
    () => (isLoading ? undefined : lookOf(model, pictures, chosen)),
    [isLoading, model, pictures, chosen],
  );
  const { shown, error } = useShown(model, look);
  const setLambda = (lambda: Lambda) => setChosen({ ...chosen, lambda });
  return (
    <div className="explore">
      <Section
        title="Lambda"
        hint={`The model runs in this browser, on ${ENGINE_NAMES[model.engine]}: nothing is sent while you slide`}
        actions={
          sliders.length > 1 && (
            <button type="button" className="button" onClick={() => setLambda(startOf(sliders))}>
              Reset the sliders
            </button>
          )
        }
      >
        <WeightSliders sliders={sliders} lambda={chosen.lambda} onChange={setLambda} />
      </Section>
      <Section title="Pictures" className="explore-pictures" hint={<ShownHint shown={shown} />}>
        <PictureChoice {...{ model, heldOut, chosen }} onChange={setChosen} />
        {error && <ErrorPanel error={error} />}
        {shown ? <ShownRows {...{ job, task, shown, model }} /> : !error && <Skeleton lines={6} />}
      </Section>
      <div className="explore-aside">
        <ExploreFrontier job={job} task={task} lambda={chosen.lambda} />
        {shown && <Values {...{ shown, task, measures }} />}
      </div>
    </div>
  );
}

const startOf = (sliders: readonly ExploreSlider[]): Lambda =>
  Object.fromEntries(sliders.map(({ name, start }) => [name, start]));

function ShownHint({ shown }: { shown: Shown | undefined }) {
  if (!shown) return 'The first pictures are being made…';
  return `At ${lambdaText(shown.request.lambda)}, in ${Math.round(shown.tookMs)} ms`;
}

interface ValuesProps extends Pick<Model, 'measures'> {
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
