/** In place of a chart that has no points yet. */
export function NothingMeasured({
  what = 'Points appear here as soon as jobs evaluate.',
}: {
  what?: string;
}) {
  return (
    <div className="chart chart-empty">
      <p>Nothing measured yet.</p>
      <p className="hint">{what}</p>
    </div>
  );
}
