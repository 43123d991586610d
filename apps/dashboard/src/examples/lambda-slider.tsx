/** Sliders that stop at the lambdas (or settings) of a series, and nowhere else: one per parameter that varies. */
import { parametersAt } from '@yoto/core';
import { lambdaText } from '../format/lambda-text.ts';
import { formatExact } from '../format/numbers.ts';
import type { ExampleSeries, SeriesPoint } from './example-series.ts';
import { movedPoint, type Slider, slidersOf } from './slider-stops.ts';

interface LambdaSliderProps {
  series: Pick<ExampleSeries, 'name' | 'points'>;
  value: SeriesPoint;
  onChange: (point: SeriesPoint) => void;
}

export function LambdaSlider({ series: { name, points }, value, onChange }: LambdaSliderProps) {
  const sliders = slidersOf(points);
  const sliderOf = ({ parameter, values }: Slider, label: string, text: string) => (
    <label className="filter lambda-slider" key={parameter}>
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={values.length - 1}
        step={1}
        disabled={values.length < 2}
        value={values.indexOf(parametersAt(value.at)[parameter] ?? Number.NaN)}
        aria-valuetext={text}
        onChange={(event) => {
          const wanted = values[Number(event.target.value)];
          const point = wanted === undefined ? undefined : movedPoint(points, value, parameter, wanted);
          if (point) onChange(point);
        }}
      />
      <output>{text}</output>
    </label>
  );
  const [only, ...more] = sliders;
  if (only && more.length === 0) return sliderOf(only, `${name} at`, lambdaText(parametersAt(value.at)));
  return (
    <fieldset className="lambda-sliders">
      <legend>{name} at</legend>
      {sliders.map((slider) =>
        sliderOf(slider, slider.parameter, formatExact(parametersAt(value.at)[slider.parameter])),
      )}
    </fieldset>
  );
}
