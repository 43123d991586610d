/** Somebody's own picture in place of the held-out ones: dropped, or chosen in a dialog. */
import type { ExploreInput, HostPicture } from '@yoto/training';
import { type DragEvent, useRef, useState } from 'react';
import { InlineError } from '../components/error-panel.tsx';
import { squareOf } from './read-picture.ts';

interface OwnPictureProps {
  input: ExploreInput;
  /** Whether there are several kinds of pictures. */
  isNamed: boolean;
  own: HostPicture | undefined;
  onPicture: (picture: HostPicture | undefined) => void;
}

export function OwnPicture({ input, isNamed, own, onPicture }: OwnPictureProps) {
  const [error, setError] = useState<unknown>();
  const [isOver, setIsOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const take = async (files: FileList | null) => {
    const [first] = files ?? [];
    if (!first) return;
    try {
      onPicture(await squareOf(first, input.side));
      setError(undefined);
    } catch (problem) {
      setError(problem);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files);
  };
  const what = isNamed ? `your own ${input.label.toLowerCase()}` : 'your own picture';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is an extra; the button does the same
    <div
      className="own-picture"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <input
        ref={file}
        type="file"
        accept="image/*"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={`File with ${what}`}
        onChange={({ target }) => {
          void take(target.files);
          target.value = '';
        }}
      />
      <button type="button" className="button" onClick={() => file.current?.click()}>
        Choose {what}…
      </button>
      {own ? (
        <button type="button" className="button" onClick={() => onPicture(undefined)}>
          Back to the held-out pictures
        </button>
      ) : (
        <span className="hint">
          or drop it here. Its middle becomes {input.side}×{input.side} pixels; it never leaves this browser.
        </span>
      )}
      <InlineError error={error} />
    </div>
  );
}
