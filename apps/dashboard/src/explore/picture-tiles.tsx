/** Pictures in a row, enlarged without smoothing. */
import type { HostPicture } from '@yoto/training';
import { type ReactNode, useEffect, useRef } from 'react';

interface PictureRowProps {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}

export function PictureRow({ title, note, children }: PictureRowProps) {
  return (
    <section className="explore-row" aria-label={title}>
      <h3>
        {title} {note && <span className="hint">{note}</span>}
      </h3>
      <div className="explore-tiles">{children}</div>
    </section>
  );
}

/** `text`: what it shows, for people who cannot see it. */
export function PictureTile({ picture, text }: { picture: HostPicture; text: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { width, height } = picture;
  useEffect(() => {
    ref.current?.getContext('2d')?.putImageData(new ImageData(opaque(picture), width, height), 0, 0);
  }, [picture, width, height]);
  return <canvas ref={ref} role="img" aria-label={text} width={width} height={height} />;
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
