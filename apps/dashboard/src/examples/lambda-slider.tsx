/** A slider that stops at the lambdas (or settings) of a series, and nowhere else. */

import { lambdaText } from '../format/lambda-text.ts';
import type { ExampleSeries, SeriesPoint } from './example-series.ts';

interface LambdaSliderProps {
  series: Pick<ExampleSeries, 'name' | 'points'>;
  value: SeriesPoint;
  onChange: (point: SeriesPoint) => void;
}

export function LambdaSlider({ series: { name, points }, value, onChange }: LambdaSliderProps) {
  const text = lambdaText(value.lambda);
  return (
    <label className="filter lambda-slider">
      <span>{name} at</span>
      <input
        type="range"
        min={0}
        max={points.length - 1}
        step={1}
        disabled={points.length < 2}
        value={points.indexOf(value)}
        aria-valuetext={text}
        onChange={(event) => {
          const point = points[Number(event.target.value)];
          if (point) onChange(point);
        }}
      />
      <output>{text}</output>
    </label>
  );
}
