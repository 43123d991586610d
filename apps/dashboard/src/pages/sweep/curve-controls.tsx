import { useViewFlag, useViewParam } from '../../charts/use-view-param.ts';
import { Toggle } from '../../components/segmented.tsx';

/** How curves are shown, as the address says; undefined: the metric that is shown first. */
export interface CurvesView {
  metric: string | undefined;
  logY: boolean;
  smoothing: number;
  setMetric: (name: string) => void;
  setLogY: (on: boolean) => void;
  setSmoothing: (share: number) => void;
}

/** In the address and of downloaded files. */
export const CURVES = 'curves';
const MOST_SMOOTHING = 0.98;

export function useCurvesView(): CurvesView {
  const [metric, setMetric] = useViewParam(`${CURVES}-metric`);
  const [logY, setLogY] = useViewFlag(`${CURVES}-log`);
  const [smoothing, setSmoothing] = useViewParam(`${CURVES}-smoothing`);
  return {
    metric: metric ?? undefined,
    logY,
    smoothing: Math.min(MOST_SMOOTHING, Math.max(0, Number(smoothing) || 0)),
    setMetric,
    setLogY,
    setSmoothing: (share) => setSmoothing(share > 0 ? String(share) : null),
  };
}

interface CurveControlsProps {
  names: readonly string[];
  metric: string;
  view: CurvesView;
}

/** Chooses the metric of a curves chart, and how its lines are drawn. */
export function CurveControls({ names, metric, view }: CurveControlsProps) {
  return (
    <>
      <label className="filter">
        <span>Metric</span>
        <select value={metric} onChange={(event) => view.setMetric(event.target.value)}>
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
          max={MOST_SMOOTHING}
          step="0.02"
          value={view.smoothing}
          onChange={(event) => view.setSmoothing(Number(event.target.value))}
        />
      </label>
      <Toggle label="Log y" checked={view.logY} onChange={view.setLogY} />
    </>
  );
}
