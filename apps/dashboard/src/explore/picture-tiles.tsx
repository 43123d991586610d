/** Pictures in a row, enlarged without smoothing. */
import type { HostPicture } from '@yoto/training';
import { type ReactNode, useEffect, useRef } from 'react';

interface PictureRowProps {
  title: string;
  note?: ReactNode;
  /** Of the pictures, in pixels: large ones get more room. */
  width: number;
  /** How many there are: a single one gets more room as well. */
  count: number;
  children: ReactNode;
}

/** Wider ones have details to look at. */
const LARGE = 100;

export function PictureRow({ title, note, width, count, children }: PictureRowProps) {
  return (
    <section className="explore-row" aria-label={title}>
      <h3>
        {title} {note && <span className="hint">{note}</span>}
      </h3>
      <div className="explore-tiles" data-large={width > LARGE || count === 1}>
        {children}
      </div>
    </section>
  );
}

interface PictureTileProps {
  picture: HostPicture;
  /** What it shows, for people who cannot see it; left out where the words beside it say so. */
  text?: string;
  caption?: string | undefined;
}

export function PictureTile({ picture, text, caption }: PictureTileProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { width, height } = picture;
  useEffect(() => {
    ref.current?.getContext('2d')?.putImageData(new ImageData(opaque(picture), width, height), 0, 0);
  }, [picture, width, height]);
  return (
    <figure>
      <canvas
        ref={ref}
        {...(text ? { role: 'img', 'aria-label': text } : { 'aria-hidden': true })}
        width={width}
        height={height}
      />
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  );
}

function opaque({ width, height, channels, pixels }: HostPicture): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let colour = 0; colour < 3; colour++)
      data[4 * pixel + colour] = pixels[channels * pixel + Math.min(colour, channels - 1)] as number;
    data[4 * pixel + 3] = 255;
  }
  return data;
}
