import { Toggle } from '../../components/segmented.tsx';

/** How curves are shown. */
interface CurvesView {
  logY: boolean;
  smoothing: number;
}
interface CurveControlsProps {
  names: readonly string[];
  metric: string;
  onMetric: (name: string) => void;
  view: CurvesView;
  onView: (view: CurvesView) => void;
}

/** Chooses the metric of a curves chart, and how its lines are drawn. */
export function CurveControls({ names, metric, onMetric, view, onView }: CurveControlsProps) {
  return (
    <>
      <label className="filter">
        <span>Metric</span>
        <select value={metric} onChange={(event) => onMetric(event.target.value)}>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label className="filter">
        <span>Smoothing</span>
        <input
          type="range"
          min="0"
          max="0.98"
          step="0.02"
          value={view.smoothing}
          onChange={(event) => onView({ ...view, smoothing: Number(event.target.value) })}
        />
      </label>
      <Toggle label="Log y" checked={view.logY} onChange={(logY) => onView({ ...view, logY })} />
    </>
  );
}
