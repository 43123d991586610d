/** One slider for each weight, with a box for an exact value; the range that the model was trained with is marked. */
import type { Lambda } from '@yoto/core';
import type { ExploreSlider } from '@yoto/training';
import { type CSSProperties, useId, useState } from 'react';
import { formatExact, formatNumber } from '../format/numbers.ts';
import { STEPS, shareOf, valueAt } from './slider-scale.ts';

interface WeightSlidersProps {
  sliders: readonly ExploreSlider[];
  lambda: Lambda;
  onChange: (lambda: Lambda) => void;
}

export function WeightSliders({ sliders, lambda, onChange }: WeightSlidersProps) {
  return (
    <div className="weight-sliders">
      {sliders.map((slider) => (
        <WeightSlider
          key={slider.name}
          slider={slider}
          value={lambda[slider.name] ?? slider.start}
          onChange={(value) => onChange({ ...lambda, [slider.name]: value })}
        />
      ))}
    </div>
  );
}

interface WeightSliderProps {
  slider: ExploreSlider;
  value: number;
  onChange: (value: number) => void;
}

function WeightSlider({ slider, value, onChange }: WeightSliderProps) {
  const { name, label, trained } = slider;
  const id = useId();
  const isOne = trained.min === trained.max;
  const isOutside = value < trained.min || value > trained.max;
  const place = {
    '--trained-from': shareOf(trained.min, slider),
    '--trained-to': shareOf(trained.max, slider),
  } as CSSProperties;
  return (
    <div className="weight-slider">
      <label htmlFor={id}>
        <strong>{name}</strong> <span className="hint">{label}</span>
      </label>
      <ValueBox slider={slider} value={value} onChange={onChange} />
      <div className="weight-track" style={place}>
        <input
          id={id}
          type="range"
          min={0}
          max={STEPS}
          step={1}
          value={Math.round(shareOf(value, slider) * STEPS)}
          aria-valuetext={`${name} ${formatExact(value)}${isOutside ? ', outside the trained range' : ''}`}
          onChange={(event) => onChange(valueAt(Number(event.target.value) / STEPS, slider))}
        />
        <span className="weight-trained" aria-hidden="true" />
      </div>
      <p className="hint weight-note">
        {isOne
          ? `Trained with ${name} ${formatExact(trained.min)} alone: the slider changes nothing that this model was told`
          : `Trained with ${formatNumber(trained.min)} – ${formatNumber(trained.max)}${
              isOutside ? '. This value is outside: the model was never told such a weight' : ''
            }`}
      </p>
    </div>
  );
}

/** An exact value by hand; what is no number of the slider's range stays in the box alone. */
function ValueBox({ slider: { name, min, max }, value, onChange }: WeightSliderProps) {
  const [typed, setTyped] = useState<string>();
  const isFine = (text: string) => text.trim() !== '' && Number(text) >= min && Number(text) <= max;
  return (
    <input
      className="input numeric-input weight-value"
      type="text"
      inputMode="decimal"
      aria-label={`Value of ${name}`}
      title={`From ${formatNumber(min)} to ${formatNumber(max)}`}
      aria-invalid={typed !== undefined && !isFine(typed)}
      value={typed ?? String(value)}
      onChange={({ target }) => {
        setTyped(target.value);
        if (isFine(target.value)) onChange(Number(target.value));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
