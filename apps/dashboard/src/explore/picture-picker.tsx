/** One of several pictures, to be chosen. */
import type { HostPicture } from '@yoto/training';
import { useId } from 'react';
import { PictureTile } from './picture-tiles.tsx';

interface PicturePickerProps {
  title: string;
  note?: string;
  options: readonly { label: string; picture: HostPicture }[];
  /** Undefined while something else is shown, e.g. somebody's own picture. */
  chosen: number | undefined;
  onChoose: (index: number) => void;
}

export function PicturePicker({ title, note, options, chosen, onChoose }: PicturePickerProps) {
  const name = useId();
  return (
    <fieldset className="picture-picker">
      <legend>{title}</legend>
      {note && <p className="hint">{note}</p>}
      <div className="picture-options">
        {options.map(({ label, picture }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two options may have one name; their order never changes
          <label key={index} title={label}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              aria-label={`${title}: ${label}`}
              checked={index === chosen}
              onChange={() => onChoose(index)}
            />
            <PictureTile picture={picture} caption={label} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
