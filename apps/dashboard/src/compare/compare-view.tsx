import type { TaskDetail } from '@yoto/core';
import { useEffect, useState } from 'react';
import { neighboursOf } from '../examples/slider-stops.ts';
import type { ShownExamples } from '../examples/use-examples.ts';
import { useSeriesColours } from '../examples/use-series-colours.ts';
import { formatPlural } from '../format/numbers.ts';
import { CompareBar } from './compare-bar.tsx';
import type { CompareChoice } from './compare-choice.ts';
import { pictureUrl } from './compared-pictures.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import { PicturePanes } from './picture-panes.tsx';
import { WipePanes } from './wipe-panes.tsx';
import { WHOLE } from './zoom.ts';

interface CompareViewProps {
  sweepId: string;
  examples: ShownExamples;
  task: TaskDetail;
  choice: CompareChoice;
  onChoice: (part: CompareChoice) => void;
}

export function CompareView({ sweepId, examples, task, choice, onChoice }: CompareViewProps) {
  const [zoom, setZoom] = useState(WHOLE);
  const [scale, setScale] = useState(0);
  const colours = useSeriesColours(sweepId);
  const comparison = comparisonOf(examples, choice, task);
  useNeighbours(comparison);
  if (!comparison) return <p className="hint">No job has stored what it made of these pictures yet.</p>;

  const { pictures, values, example, leading } = comparison;
  const mode = pictures.length > 1 && choice.mode === 'wipe' ? 'wipe' : 'side';
  const Panes = mode === 'wipe' ? WipePanes : PicturePanes;
  return (
    <div className="compare">
      <CompareBar {...{ examples, comparison, mode, colours, zoom, setZoom, scale, onChoice }} />
      <Panes
        {...{ pictures, values, example, colours, zoom, setZoom }}
        leadName={leading.name}
        onScale={setScale}
      />
      <p className="hint">{explanation(comparison, examples.awaited)}</p>
    </div>
  );
}

function explanation({ series, values }: Comparison, awaited: number): string {
  const codecs = series.filter(({ kind }) => kind === 'codec').length;
  const x = values[0]?.label.toLowerCase() ?? '';
  return [
    ...(series.length - codecs > 1
      ? ['Other models are shown at the lambda nearest to the chosen one.']
      : []),
    ...(codecs > 0 ? [`Codecs have the setting whose ${x} is nearest.`] : []),
    'The wheel, two fingers or the keys + and − enlarge all pictures; dragging or the arrow keys move them.',
    ...(awaited > 0 ? [`${formatPlural(awaited, 'job')} will add pictures when done.`] : []),
  ].join(' ');
}

/** Asks for the pictures one stop of a slider away, so that they are there when it moves. */
function useNeighbours(comparison: Comparison | undefined): void {
  const urls = comparison ? neighbourUrls(comparison).join(' ') : '';
  useEffect(() => {
    for (const url of urls.split(' ').filter((one) => one !== '')) new Image().src = url;
  }, [urls]);
}

function neighbourUrls({ leading: { points }, lead, example }: Comparison): string[] {
  return neighboursOf(points, lead).flatMap(({ jobId, pictures }) => {
    const entry = pictures.get(example);
    return entry ? [pictureUrl(jobId, entry)] : [];
  });
}
