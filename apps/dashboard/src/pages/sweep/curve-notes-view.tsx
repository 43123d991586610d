/** Lines below a chart that say what it does not show as it is. */
export const CurveNotes = ({ notes }: { notes: readonly string[] }) =>
  notes.map((note) => (
    <p className="hint figure-note" key={note}>
      {note}
    </p>
  ));
