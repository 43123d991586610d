/** The models of a sweep beside each other, as figures 3, 7, 8 and 11 of the paper show them. */
import type { SweepDetail } from '@yoto/core';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SeedSelect } from '../../examples/seed-select.tsx';
import { formatCount } from '../../format/numbers.ts';
import { changeable } from '../../format/sweep-state.ts';
import { dataSheets } from '../../pictures/gallery.ts';
import { PictureGallery } from '../../pictures/picture-gallery.tsx';
import { PictureGridView } from '../../pictures/picture-grid-view.tsx';
import { type CodecsBeside, useCodecPictures } from '../../pictures/use-codec-pictures.ts';
import { type SweepPictures, useSweepPictures } from '../../pictures/use-sweep-pictures.ts';
import { BY_LAMBDA, usePictureGrid } from './use-picture-grid.ts';

export function PicturesSection({ sweep }: { sweep: SweepDetail }) {
  const { query, pictures } = useSweepPictures(sweep.id);
  const codecs = useCodecPictures(sweep, pictures?.seed);
  if (pictures) return <Pictures pictures={pictures} codecs={codecs} taskId={sweep.taskId} />;
  const ended = changeable(sweep).cancel === 0;
  return (
    <QueryView query={query} lines={8}>
      {() => (
        <EmptyState title={ended ? 'No pictures' : 'No pictures yet'}>
          <p>
            {ended
              ? 'The jobs ended before they were evaluated, or their task has nothing to show.'
              : 'Jobs store pictures when they evaluate, if their task has something to show.'}
          </p>
        </EmptyState>
      )}
    </QueryView>
  );
}

interface PicturesProps {
  pictures: SweepPictures;
  codecs: CodecsBeside;
  taskId: string;
}

function Pictures({ pictures, codecs, taskId }: PicturesProps) {
  const { models, sections, section, seeds, seed } = pictures;
  const { parameters, along, setAlong, grid } = usePictureGrid(models, section, taskId);
  return (
    <Section
      title="Pictures"
      hint={hintOf(along, pictures)}
      actions={
        <>
          <SeedSelect seeds={seeds} seed={seed} onSeed={pictures.setSeed} />
          <Arrangement parameters={parameters} along={along} onAlong={setAlong} />
          {sections.length > 1 && (
            <Segmented
              label="Pictures to show"
              choices={sections.map(({ name, label }) => ({ value: name, label }))}
              value={section}
              onChange={pictures.setSection}
            />
          )}
        </>
      }
    >
      {pictures.problem && (
        <p className="hint">The list of some pictures cannot be read: {pictures.problem}</p>
      )}
      {grid ? (
        <PictureGridView grid={grid} data={dataSheets(models)} />
      ) : (
        <PictureGallery models={models} section={section} codecs={codecs} />
      )}
    </Section>
  );
}

interface ArrangementProps {
  parameters: readonly string[];
  along: string;
  onAlong: (along: string) => void;
}

function Arrangement({ parameters, along, onAlong }: ArrangementProps) {
  if (parameters.length === 0) return null;
  return (
    <label className="filter">
      <span>Arranged</span>
      <select value={along} onChange={({ target }) => onAlong(target.value)}>
        <option value={BY_LAMBDA}>lambda by lambda</option>
        {parameters.map((name) => (
          <option key={name} value={name}>
            along {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function hintOf(along: string, { visible, all }: SweepPictures): string {
  const what =
    along === BY_LAMBDA
      ? BY_LAMBDA_HINT
      : `One column per value of ${along}, YOTO above the other models; the noise is the same for all`;
  return visible < all ? `${what}. The first ${formatCount(visible)} of ${formatCount(all)} jobs` : what;
}

const BY_LAMBDA_HINT =
  'One row per lambda, with the same noise for all: YOTO beside the fixed model of the nearest lambda, interpolations, and codecs at the nearest rate, where there are any. Open a picture to save it';
