import type { BdMethod, SweepComparison } from '@yoto/core';
import { useState } from 'react';
import { Segmented } from '../../../components/segmented.tsx';
import { sentence, withStop } from '../../../format/footnotes.ts';
import { type BdMatrix, type BdMeasure, bdMatrix, type MatrixCell } from './bd-matrix.ts';
import { BdMatrixTable } from './bd-matrix-table.tsx';
import { BD_METHODS, bdUnit, factsOf, lineOf, meaningOf } from './bd-words.ts';

const METHODS = Object.entries(BD_METHODS).map(([value, label]) => ({ value: value as BdMethod, label }));
const MEASURES = [
  { value: 'rate', label: 'BD-rate' },
  { value: 'metric', label: 'BD-metric' },
] as const;

interface PartProps {
  comparison: SweepComparison;
  colours: ReadonlyMap<string, string>;
}

/** Bjontegaard differences of every series against every other. */
export function BdPart({ comparison, colours }: PartProps) {
  const [method, setMethod] = useState<BdMethod>('pchip');
  const [measure, setMeasure] = useState<BdMeasure>('rate');
  const [pair, setPair] = useState<Pair>();
  const matrix = bdMatrix(comparison, { method, measure });
  const active = activeCell(matrix, pair);
  const title = 'Bjontegaard differences';
  const { axes } = comparison;
  const unit = bdUnit(axes, measure);
  return (
    <section className="analysis-part" aria-label={title}>
      <header className="card-header">
        <h3>{title}</h3>
        {active && (
          <div className="actions">
            <Segmented label="Difference" choices={MEASURES} value={measure} onChange={setMeasure} />
            <Segmented label="Interpolation" choices={METHODS} value={method} onChange={setMethod} />
          </div>
        )}
      </header>
      {active ? (
        <>
          <BdMatrixTable
            matrix={matrix}
            label={`${measure === 'rate' ? 'BD-rates' : 'BD-metrics'}${unit && `, ${unit}`}`}
            colours={colours}
            active={active}
            textOf={(cell) => lineOf(cell, axes, measure)}
            onActive={setPair}
          />
          <PairDetails cell={active} comparison={comparison} measure={measure} />
          <div className="analysis-notes">
            <Legend comparison={comparison} measure={measure} />
            <Incomparable pairs={matrix.incomparable} />
          </div>
        </>
      ) : (
        <p className="hint pad">{emptyText(matrix)}</p>
      )}
    </section>
  );
}

type Pair = Pick<MatrixCell, 'test' | 'anchor'>;

/** The chosen pair, or else the first that has a value. */
function activeCell({ rows }: BdMatrix, pair: Pair | undefined): MatrixCell | undefined {
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell !== null));
  const chosen = cells.find(({ test, anchor }) => test === pair?.test && anchor === pair.anchor);
  return chosen ?? cells.find(({ chosen: { difference } }) => difference.value !== null) ?? cells[0];
}

const emptyText = ({ incomparable: [first] }: BdMatrix): string =>
  first === undefined
    ? 'Two curves are needed, each measured at several lambdas.'
    : withStop(`No pair can be compared: ${first}`);

interface PairDetailsProps {
  cell: MatrixCell;
  comparison: SweepComparison;
  measure: BdMeasure;
}

/** What the cell under the pointer, or with the focus, stands on. */
function PairDetails({ cell, comparison: { axes }, measure }: PairDetailsProps) {
  return (
    <div className="matrix-details" data-testid="pair-details">
      <p>
        <strong>
          {cell.test} against {cell.anchor}
        </strong>
        : {meaningOf(cell, axes, measure)}
      </p>
      <dl>
        {factsOf(cell, axes, measure).map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {cell.chosen.warnings.map((text) => (
        <p key={text} className="warning-text">
          ⚠ {sentence(text)}
        </p>
      ))}
    </div>
  );
}

function Legend({ comparison: { axes }, measure }: { comparison: SweepComparison; measure: BdMeasure }) {
  const better = measure === 'rate' ? axes.x.better : axes.y.better;
  const unit = bdUnit(axes, measure);
  return (
    <p className="hint">
      {measure === 'rate'
        ? `Per cent more ${axes.x.label} that the series of the row has at equal ${axes.y.label} than that of the column`
        : `How much more ${axes.y.label} the series of the row has at equal ${axes.x.label} than that of the column${unit && `, in ${unit}`}`}
      ; {better === 'lower' ? 'negative' : 'positive'} (<span className="matrix-key matrix-better">teal</span>
      ) is better, {better === 'lower' ? 'positive' : 'negative'} (
      <span className="matrix-key matrix-worse">crimson</span>) worse. Curves are compared where they overlap:
      ⚠ marks less than 75 % of common range, or a fit that is not monotone. PCHIP is monotone and the safest;
      Akima and one cubic (Bjontegaard 2001) are there to compare with other publications.
    </p>
  );
}

/** Series without a comparable curve take a line of text instead of a row of dashes. */
function Incomparable({ pairs }: { pairs: readonly string[] }) {
  if (pairs.length === 0) return null;
  return (
    <details>
      <summary>Pairs that cannot be compared ({pairs.length})</summary>
      <ul className="footnotes">
        {pairs.map((text) => (
          <li key={text}>{withStop(text)}</li>
        ))}
      </ul>
    </details>
  );
}
