import { Toggle } from '../components/segmented.tsx';
import { ORIGINAL } from './compared-pictures.ts';

interface SeriesTogglesProps {
  /** Without the leading one, which is always shown. */
  names: readonly string[];
  beside: readonly string[];
  colours: ReadonlyMap<string, string>;
  onChange: (beside: string[]) => void;
}

/** What stands beside the leading series; at least one thing does. */
export function SeriesToggles({ names, beside, colours, onChange }: SeriesTogglesProps) {
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
