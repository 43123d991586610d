/** Two pictures in one pane, with a border between them that moves. */
import { useState } from 'react';
import type { ComparedPicture } from './compared-pictures.ts';
import { PictureCaption } from './picture-caption.tsx';
import type { PanesProps } from './picture-panes.tsx';
import { ZoomPane } from './zoom-pane.tsx';

export function WipePanes({ pictures, zoom, setZoom, onScale, ...rest }: PanesProps) {
  const lead = pictures.find(({ name }) => name === rest.leadName);
  const [names, setNames] = useState<{ left?: string; right?: string }>({});
  const [border, setBorder] = useState(0.5);
  const left = pictures.find(({ name }) => name === names.left) ?? lead ?? pictures[0];
  const right =
    pictures.find(({ name }) => name === names.right && name !== left?.name) ??
    pictures.toReversed().find((one) => one !== left);
  if (!left || !right) return null;
  const height = left.image.height / left.image.width;
  const sides = [
    { side: 'left', label: 'Left', chosen: left, other: right },
    { side: 'right', label: 'Right', chosen: right, other: left },
  ];
  return (
    <div className="wipe" style={{ maxWidth: `max(280px, min(100%, calc(72vh / ${height})))` }}>
      <ZoomPane image={left.image} over={{ image: right.image, border }} {...{ zoom, setZoom, onScale }} />
      <input
        type="range"
        className="wipe-border"
        aria-label="Border between the pictures"
        min={0}
        max={1}
        step={0.01}
        value={border}
        onChange={(event) => setBorder(Number(event.target.value))}
      />
      <div className="wipe-sides">
        {sides.map(({ side, label, chosen, other }) => (
          <Side
            key={side}
            {...{ label, pictures, chosen, other }}
            onChange={(name) => setNames({ ...names, [side]: name })}
          />
        ))}
        {sides.map(({ side, chosen }) => (
          <PictureCaption key={side} picture={chosen} lead={lead} {...rest} />
        ))}
      </div>
    </div>
  );
}

interface SideProps {
  label: string;
  pictures: readonly ComparedPicture[];
  chosen: ComparedPicture;
  other: ComparedPicture;
  onChange: (name: string) => void;
}

function Side({ label, pictures, chosen, other, onChange }: SideProps) {
  return (
    <label className="filter">
      <span>{label}</span>
      <select value={chosen.name} onChange={(event) => onChange(event.target.value)}>
        {pictures
          .filter((one) => one !== other)
          .map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
      </select>
    </label>
  );
}
