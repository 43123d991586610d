import type { ShownValue } from '../examples/shown-values.ts';
import type { ComparedPicture } from './compared-pictures.ts';
import { PictureCaption } from './picture-caption.tsx';
import type { SetZoom } from './use-zoom-gestures.ts';
import type { Zoom } from './zoom.ts';
import { ZoomPane } from './zoom-pane.tsx';

export interface PanesProps {
  pictures: readonly ComparedPicture[];
  values: readonly ShownValue[];
  example: number;
  /** The name of the series with the slider. */
  leadName: string;
  colours: ReadonlyMap<string, string>;
  zoom: Zoom;
  setZoom: SetZoom;
  onScale: (scale: number) => void;
}

/** A pane a picture, all of which show the same part. */
export function PicturePanes({ pictures, zoom, setZoom, onScale, ...rest }: PanesProps) {
  const lead = pictures.find(({ name }) => name === rest.leadName);
  return (
    <div className="panes">
      {pictures.map((picture, index) => (
        <figure key={picture.name} className="pane">
          <ZoomPane image={picture.image} {...{ zoom, setZoom }} {...(index === 0 && { onScale })} />
          <PictureCaption picture={picture} lead={lead} {...rest} />
        </figure>
      ))}
    </div>
  );
}
