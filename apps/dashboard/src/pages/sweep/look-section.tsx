/** What the models make of the same pictures at one lambda: the one under the pointer in the chart, or on the slider. */
import { type Lambda, lambdaKey, nearestLambda, type SweepDetail } from '@yoto/core';
import type { CSSProperties } from 'react';
import { Link, useLocation } from 'react-router';
import { Section } from '../../components/page.tsx';
import { Skeleton } from '../../components/query-view.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { LambdaSlider } from '../../examples/lambda-slider.tsx';
import { lambdaText } from '../../format/lambda-text.ts';
import type { CodecCell } from '../../pictures/codec-pictures.ts';
import { CodecTile } from '../../pictures/codec-tiles.tsx';
import { dataSheets, type GalleryRow, galleryRows, type ShownSheet } from '../../pictures/gallery.ts';
import { SheetTile } from '../../pictures/sheet-tile.tsx';
import { type CodecsBeside, useCodecPictures } from '../../pictures/use-codec-pictures.ts';
import { type SweepPictures, useSweepPictures } from '../../pictures/use-sweep-pictures.ts';

const TITLE = 'What it looks like';
const HINT = 'The same pictures and the same noise for all';
const TILES = 4;

interface LookSectionProps {
  sweep: Pick<SweepDetail, 'id' | 'taskId' | 'spec'>;
  /** The lambda to show, or the nearest that has pictures; undefined: one in the middle. */
  lambda: Lambda | undefined;
  onLambda: (lambda: Lambda) => void;
}

/** Nothing as long as no job has pictures. */
export function LookSection({ sweep, lambda, onLambda }: LookSectionProps) {
  const sweepId = sweep.id;
  const { query, pictures } = useSweepPictures(sweepId);
  const codecs = useCodecPictures(sweep, pictures?.seed);
  const { search } = useLocation();
  // Its place is kept while nobody knows, so that the charts beside it do not jump.
  if (query.data === undefined && !query.error)
    return (
      <Section title={TITLE} className="look" hint={HINT}>
        <Skeleton lines={6} />
      </Section>
    );
  if (!pictures) return null;
  const { sections, section } = pictures;
  return (
    <Section
      title={TITLE}
      className="look"
      hint={HINT}
      actions={
        <>
          {sections.length > 1 && (
            <Segmented
              label="Pictures to show"
              choices={sections.map(({ name, label }) => ({ value: name, label }))}
              value={section}
              onChange={pictures.setSection}
            />
          )}
          <Link to={{ pathname: `/sweeps/${sweepId}/pictures`, search }}>All pictures</Link>
        </>
      }
    >
      <Look pictures={pictures} codecs={codecs} lambda={lambda} onLambda={onLambda} />
    </Section>
  );
}

interface LookProps extends Omit<LookSectionProps, 'sweep'> {
  pictures: SweepPictures;
  codecs: CodecsBeside;
}

function Look({ pictures: { models, section }, codecs, lambda, onLambda }: LookProps) {
  const rows = galleryRows(models, section);
  const points = rows.map((row) => ({ at: { lambda: row.lambda }, row }));
  const wanted = lambda && nearestLambda(points, lambda, ({ row }) => row.lambda);
  const shown = wanted ?? points[Math.floor(points.length / 2)];
  if (!shown) return null;
  const { row } = shown;
  const [first] = row.cells;
  const beside = first ? codecs(row.lambda, first.sheet) : [];
  return (
    <>
      {points.length > 1 && (
        <LambdaSlider
          series={{ name: 'Pictures', points }}
          value={shown}
          onChange={(point) => onLambda(point.row.lambda)}
        />
      )}
      <div className="look-rows" aria-live="polite">
        {dataSheets(models).map((sheet) => (
          <LookRow key={sheet.name} caption={sheet.label} sheet={sheet} />
        ))}
        {row.cells.map(({ model, sheet }) => (
          <LookRow key={model} caption={captionOf(row, model, sheet)} sheet={sheet} />
        ))}
        {beside.map((cell) => (
          <LookRow
            key={cell.name}
            caption={`${cell.name} (${cell.text})`}
            sheet={first?.sheet}
            codec={cell}
          />
        ))}
      </div>
    </>
  );
}

function captionOf({ lambda }: GalleryRow, model: string, sheet: ShownSheet): string {
  const own = sheet.lambda;
  return own && lambdaKey(own) !== lambdaKey(lambda) ? `${model} (its nearest: ${lambdaText(own)})` : model;
}

interface LookRowProps {
  caption: string;
  sheet: ShownSheet | undefined;
  /** Its pictures in place of those of the sheet. */
  codec?: CodecCell;
}

function LookRow({ caption, sheet, codec }: LookRowProps) {
  if (!sheet) return null;
  const tiles = Array.from({ length: Math.min(TILES, sheet.count) }, (_, index) => index);
  return (
    <figure className="look-row">
      <figcaption>{caption}</figcaption>
      <div className="look-tiles" style={{ '--look-tiles': tiles.length } as CSSProperties}>
        {codec
          ? codec.pictures
              .slice(0, TILES)
              .map((picture) => (
                <CodecTile
                  key={picture.index}
                  picture={picture}
                  sheet={sheet}
                  text={`${sheet.label}, picture ${picture.index + 1}, by ${codec.name} at ${picture.setting}`}
                />
              ))
          : tiles.map((index) => (
              <SheetTile
                key={`${sheet.url} ${index}`}
                sheet={sheet}
                index={index}
                text={`${sheet.label}, picture ${index + 1}, ${caption}`}
              />
            ))}
      </div>
    </figure>
  );
}
