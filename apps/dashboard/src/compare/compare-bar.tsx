/** What is compared, and how: picture, series, lambda, zoom. */
import { lambdaKey, parametersAt } from '@yoto/core';
import { useId } from 'react';
import { Segmented, Toggle } from '../components/segmented.tsx';
import type { Examples } from '../examples/example-series.ts';
import { LambdaSlider } from '../examples/lambda-slider.tsx';
import { SeedSelect } from '../examples/seed-select.tsx';
import type { ShownExamples } from '../examples/use-examples.ts';
import type { CompareChoice } from './compare-choice.ts';
import { ORIGINAL, pictureUrl } from './compared-pictures.ts';
import type { Comparison } from './comparison.ts';
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

interface ExamplePickerProps {
  examples: Examples;
  pictured: readonly number[];
  example: number;
  onExample: (example: number) => void;
}

/** The examples that have pictures, as small ones to choose from. */
function ExamplePicker({ examples, pictured, example, onExample }: ExamplePickerProps) {
  const name = useId();
  return (
    <fieldset className="example-picker">
      <legend className="visually-hidden">Picture</legend>
      {pictured.map((one) => {
        const original = examples.originals.get(one);
        const text = examples.names[one] ?? '';
        return (
          <label key={one} title={text}>
            <input
              type="radio"
              name={name}
              aria-label={text}
              checked={one === example}
              onChange={() => onExample(one)}
            />
            {original && (
              <img src={pictureUrl(original.jobId, original.entry)} alt="" loading="lazy" decoding="async" />
            )}
          </label>
        );
      })}
      <span className="example-name">{examples.names[example]}</span>
    </fieldset>
  );
}

interface SeriesTogglesProps {
  /** Without the leading one, which is always shown. */
  names: readonly string[];
  beside: readonly string[];
  colours: ReadonlyMap<string, string>;
  onChange: (beside: string[]) => void;
}

/** What stands beside the leading series; at least one thing does. */
function SeriesToggles({ names, beside, colours, onChange }: SeriesTogglesProps) {
  const offered = [ORIGINAL, ...names];
  const shown = offered.filter((name) => beside.includes(name));
  return (
    <fieldset className="series-toggles">
      <legend className="visually-hidden">Beside it</legend>
      {offered.map((name) => (
        <span key={name} className="with-mark">
          {colours.has(name) && (
            <span className="dot" style={{ background: colours.get(name) }} aria-hidden="true" />
          )}
          <Toggle
            label={name === ORIGINAL ? 'Original' : name}
            checked={shown.includes(name)}
            disabled={shown.length === 1 && shown[0] === name}
            onChange={(isShown) =>
              onChange(offered.filter((one) => (one === name ? isShown : shown.includes(one))))
            }
          />
        </span>
      ))}
    </fieldset>
  );
}
