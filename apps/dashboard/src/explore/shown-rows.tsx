/** The pictures that a model looks at, and what it and the nearest fixed model make of them. */
import type { JobDetail, TaskDetail } from '@yoto/core';
import type { HostPicture, ShownSet } from '@yoto/training';
import { lambdaText } from '../format/lambda-text.ts';
import { formatNumber, formatRounded } from '../format/numbers.ts';
import { NearestFixed } from './nearest-fixed.tsx';
import { PictureRow, PictureTile } from './picture-tiles.tsx';
import { measureOf } from './shown-values.tsx';
import type { RunningModel } from './use-model.ts';
import type { Shown } from './use-shown.ts';

interface ShownRowsProps {
  job: JobDetail;
  task: TaskDetail;
  model: Pick<RunningModel, 'inputs' | 'measures'>;
  shown: Shown;
}

export function ShownRows({ job, task, model, shown: { request, sets } }: ShownRowsProps) {
  const { lambda, pictures } = request;
  const at = lambdaText(lambda);
  const unitOf = (name: string) => measureOf(name, task, model.measures).unit;
  const isSingle = Object.values(pictures).every(({ length }) => length === 1) && sets.every(isOne);
  return (
    <div className="explore-rows" data-testid="explore-rows" data-lambda={at} data-single={isSingle}>
      {model.inputs.map(({ name, label }) => (
        <Tiles
          key={name}
          title={label}
          pictures={pictures[name] ?? []}
          textOf={(index) => `${label}, picture ${index + 1}`}
        />
      ))}
      {sets.map((set) => (
        <div key={set.name} className="explore-rows">
          <Tiles
            title={set.label}
            pictures={set.pictures}
            textOf={(index) => `${set.label} ${index + 1} at ${at}`}
            captionOf={(index) => captionOf(set, index, unitOf)}
          />
          <NearestFixed {...{ job, task, set, request }} />
        </div>
      ))}
    </div>
  );
}

const isOne = ({ pictures }: ShownSet): boolean => pictures.length === 1;

/** e.g. `1,234 bytes` above `0.42 bpp`; all digits are among the values beside the pictures. */
function captionOf(
  { captions, values }: ShownSet,
  index: number,
  unitOf: (name: string) => string | undefined,
): string | undefined {
  const text = (name: string) => {
    const value = values[name]?.[index];
    const digits = Number.isInteger(value) ? formatNumber(value) : formatRounded(value);
    return [digits, unitOf(name)].filter(Boolean).join(' ');
  };
  return captions?.map(text).join('\n');
}

interface TilesProps {
  title: string;
  pictures: readonly HostPicture[];
  textOf: (index: number) => string;
  captionOf?: (index: number) => string | undefined;
}

function Tiles({ title, pictures, textOf, captionOf }: TilesProps) {
  const [first] = pictures;
  if (!first) return null;
  return (
    <PictureRow title={title} width={first.width} count={pictures.length}>
      {pictures.map((picture, index) => (
        <PictureTile
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in the row, which stays while its picture changes
          key={index}
          picture={picture}
          text={textOf(index)}
          caption={captionOf?.(index)}
        />
      ))}
    </PictureRow>
  );
}
