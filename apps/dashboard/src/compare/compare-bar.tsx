/** What is compared, and how: picture, series, lambda, zoom. */
import { lambdaKey, parametersAt } from '@yoto/core';
import { Segmented } from '../components/segmented.tsx';
import { LambdaSlider } from '../examples/lambda-slider.tsx';
import { SeedSelect } from '../examples/seed-select.tsx';
import type { ShownExamples } from '../examples/use-examples.ts';
import type { CompareChoice } from './compare-choice.ts';
import type { Comparison } from './comparison.ts';
import { ExamplePicker } from './example-picker.tsx';
import { SeriesToggles } from './series-toggles.tsx';
import type { SetZoom } from './use-zoom-gestures.ts';
import { WHOLE, type Zoom } from './zoom.ts';
import { ZoomControls } from './zoom-controls.tsx';

interface CompareBarProps {
  examples: ShownExamples;
  comparison: Comparison;
  mode: 'side' | 'wipe';
  colours: ReadonlyMap<string, string>;
  zoom: Zoom;
  setZoom: SetZoom;
  scale: number;
  onChoice: (part: CompareChoice) => void;
}

export function CompareBar(props: CompareBarProps) {
  const { examples, comparison, mode, colours, zoom, setZoom, scale, onChoice } = props;
  const { example, pictured, series, leading, lead, beside, pictures } = comparison;
  const leaders = series.filter(({ kind }) => kind !== 'codec');
  return (
    <>
      <div className="compare-choices card">
        <ExamplePicker
          {...{ examples, pictured, example }}
          onExample={(one) => {
            setZoom(() => WHOLE);
            onChoice({ example: one });
          }}
        />
        {leaders.length > 1 && (
          <label className="filter">
            <span>Slider for</span>
            <select
              value={leading.name}
              onChange={(event) => onChoice({ lead: event.target.value, beside: undefined })}
            >
              {leaders.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <SeedSelect seeds={examples.seeds} seed={examples.seed} onSeed={(seed) => onChoice({ seed })} />
        <SeriesToggles
          names={series.filter(({ name }) => name !== leading.name).map(({ name }) => name)}
          {...{ beside, colours }}
          onChange={(names) => onChoice({ beside: names })}
        />
        {pictures.length > 1 && (
          <Segmented
            label="How to compare"
            choices={[
              { value: 'side', label: 'Side by side' },
              { value: 'wipe', label: 'Wipe' },
            ]}
            value={mode}
            onChange={(next) => onChoice({ mode: next === 'wipe' ? next : undefined })}
          />
        )}
      </div>
      <div className="compare-tools card">
        <LambdaSlider
          series={leading}
          value={lead}
          onChange={(point) => onChoice({ lambda: lambdaKey(parametersAt(point.at)) })}
        />
        <ZoomControls {...{ zoom, setZoom, scale }} />
      </div>
    </>
  );
}
