import { type Estimate, type EstimateStyle, estimateParts, missingReason } from '@yoto/core';
import type { Footnotes } from '../format/footnotes.ts';
import { MISSING } from '../format/numbers.ts';

interface EstimateValueProps {
  estimate: Estimate;
  /** Has the reasons of what is missing. */
  notes: Footnotes;
  style?: EstimateStyle;
}

/** A number with its interval, or with the mark of the note that says why there is none. */
export function EstimateValue({ estimate, notes, style }: EstimateValueProps) {
  const { value, interval } = estimateParts(estimate, style);
  const missing = missingReason(estimate);
  return (
    <span className="estimate">
      {value}
      {interval !== null && <span className="interval">{interval}</span>}
      {missing !== null && <NoteMark text={missing} notes={notes} />}
    </span>
  );
}

/** A dash, with the mark of the note that says why there is no value. */
export function MissingValue({ reason, notes }: { reason: string | null; notes: Footnotes }) {
  return (
    <span className="estimate">
      {MISSING}
      {reason !== null && <NoteMark text={reason} notes={notes} />}
    </span>
  );
}

/** The letter of a note below the table. */
function NoteMark({ text, notes }: { text: string; notes: Footnotes }) {
  return (
    <sup className="note-mark" title={text}>
      <span className="visually-hidden">see note </span>
      {notes.markOf(text)}
    </sup>
  );
}
