/** Sliders that stop at the lambdas (or settings) of a series, and nowhere else: one per parameter that varies. */
import { type Place, parametersAt } from '@yoto/core';
import { lambdaText } from '../format/lambda-text.ts';
import { formatExact } from '../format/numbers.ts';
import { movedPoint, type Slider, slidersOf } from './slider-stops.ts';

interface LambdaSliderProps<P extends { at: Place }> {
  series: { name: string; points: readonly P[] };
  value: P;
  onChange: (point: P) => void;
}

export function LambdaSlider<P extends { at: Place }>(props: LambdaSliderProps<P>) {
  const { value, onChange } = props;
  const { name, points } = props.series;
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
