/** Draws parallel coordinates: one line per point; the line under the pointer is named. */
import { useState } from 'react';
import { formatNumber } from '../format/numbers.ts';
import type { ParallelCoordinates } from './parallel-coordinates.ts';

interface ParallelCoordinatesViewProps {
  coordinates: ParallelCoordinates;
  /** By series. */
  colours: ReadonlyMap<string, string>;
}

/** In units of the view box. */
const STEP = 130;
const SIDE = 65;
const TOP = 40;
const HEIGHT = 220;
const BOTTOM = 24;

export function ParallelCoordinatesView({
  coordinates: { axes, lines },
  colours,
}: ParallelCoordinatesViewProps) {
  const [named, setNamed] = useState<number>();
  const width = 2 * SIDE + STEP * (axes.length - 1);
  const atX = (axis: number) => SIDE + STEP * axis;
  const pathOf = (places: readonly number[]) =>
    places
      .map((place, i) => `${i === 0 ? 'M' : 'L'}${atX(i)} ${(TOP + HEIGHT * (1 - place)).toFixed(1)}`)
      .join('');
  const line = named === undefined ? undefined : lines[named];
  return (
    <>
      <div className="scroll">
        <svg
          className="parallel"
          role="img"
          aria-label={`Parallel coordinates: one line per lambda and series through ${axes.map(({ title }) => title).join(', ')}. The numbers are in the table below the frontier.`}
          viewBox={`0 0 ${width} ${TOP + HEIGHT + BOTTOM}`}
          style={{ minWidth: 115 * axes.length }}
          onPointerLeave={() => setNamed(undefined)}
        >
          {lines.map(({ series, note, places }, index) => (
            <g key={note} opacity={named === undefined || named === index ? 1 : 0.2}>
              <path
                d={pathOf(places)}
                stroke={colours.get(series)}
                strokeWidth={named === index ? 3 : 1.3}
                fill="none"
              />
              <path
                d={pathOf(places)}
                stroke="transparent"
                strokeWidth={9}
                fill="none"
                onPointerEnter={() => setNamed(index)}
              />
            </g>
          ))}
          {axes.map(({ title, least, most, log }, i) => (
            <g key={title} className="parallel-axis">
              <line x1={atX(i)} x2={atX(i)} y1={TOP} y2={TOP + HEIGHT} />
              <text x={atX(i)} y={14} className="parallel-title">
                {title}
              </text>
              <text x={atX(i)} y={TOP - 8}>
                {formatNumber(most)}
                {log && ' (log)'}
              </text>
              <text x={atX(i)} y={TOP + HEIGHT + 16}>
                {formatNumber(least)}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <p className="hint parallel-note">{line?.note ?? 'Point at a line to see which lambda it is.'}</p>
    </>
  );
}
