import { labelText, type SweepSummary } from '@yoto/core';
import { Link } from 'react-router';
import { addressOf, type ListFilter, NO_FILTER } from '../sweeps/list-filter.ts';

interface SweepMarksProps {
  sweep: Pick<SweepSummary, 'archivedAt' | 'labels'>;
  /** The list that a label narrows down; left out: the list of all sweeps. */
  filter?: ListFilter;
}

/** Whether a sweep is archived, and its labels, each of which leads to the sweeps that have it, too. */
export function SweepMarks({ sweep, filter = NO_FILTER }: SweepMarksProps) {
  return (
    <>
      {sweep.archivedAt !== null && <span className="chip">archived</span>}
      {Object.entries(sweep.labels).map(([key, value]) => (
        <LabelChip key={key} text={labelText(key, value)} filter={filter} />
      ))}
    </>
  );
}

function LabelChip({ text, filter }: { text: string; filter: ListFilter }) {
  if (filter.labels.includes(text)) return <span className="chip chip-set">{text}</span>;
  const address = addressOf({ ...filter, labels: [...filter.labels, text] });
  return (
    <Link className="chip" to={`/sweeps?${address}`} title={`Show the sweeps labelled ${text}`}>
      {text}
    </Link>
  );
}
