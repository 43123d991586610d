/** The examples that have pictures, as small ones to choose from. */
import { useId } from 'react';
import type { Examples } from '../examples/example-series.ts';
import { pictureUrl } from './compared-pictures.ts';

interface ExamplePickerProps {
  examples: Examples;
  pictured: readonly number[];
  example: number;
  onExample: (example: number) => void;
}

export function ExamplePicker({ examples, pictured, example, onExample }: ExamplePickerProps) {
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
