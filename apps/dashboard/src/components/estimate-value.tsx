import type { Estimate } from '@yoto/core';
import { type EstimateStyle, estimateParts, missingReason } from '../format/estimate-text.ts';
import type { Footnotes } from '../format/footnotes.ts';

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
      {missing !== null && <NoteMarks texts={[missing]} notes={notes} />}
    </span>
  );
}

/** The letters of notes below the table. */
function NoteMarks({ texts, notes }: { texts: readonly string[]; notes: Footnotes }) {
  return texts.map((text) => (
    <sup key={text} className="note-mark" title={text}>
      <span className="visually-hidden">see note </span>
      {notes.markOf(text)}
    </sup>
  ));
}
