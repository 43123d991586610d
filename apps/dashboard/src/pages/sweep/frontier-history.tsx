/** The frontier as it was at earlier steps of the training: nothing is asked before somebody wants to see it. */
import { useQuery } from '@tanstack/react-query';
import type { SweepComparison } from '@yoto/core';
import { useEffect, useId, useState } from 'react';
import { type ComparisonChoice, evaluatedStepsQuery, historyQuery } from '../../api/comparison-queries.ts';
import { useViewParam } from '../../charts/use-view-param.ts';
import { InlineError } from '../../components/error-panel.tsx';
import { Toggle } from '../../components/segmented.tsx';
import { formatCount } from '../../format/numbers.ts';
import { stopOf } from './history-stops.ts';

export interface FrontierHistory {
  /** Undefined for the latest. */
  step: number | undefined;
  /** As it was at that step; undefined for the latest, and until it is there. */
  comparison: SweepComparison | undefined;
  error: Error | null;
}

/** The step that the address names. `sweepId` is undefined where there is no history to show. */
export function useFrontierHistory(sweepId: string | undefined, choice: ComparisonChoice): FrontierHistory {
  const [written] = useViewParam('step');
  const asked = written !== null && /^\d{1,9}$/.test(written) ? Number(written) : undefined;
  const step = sweepId === undefined ? undefined : asked;
  const { data, error } = useQuery({
    ...historyQuery(sweepId ?? '', choice, step ?? 0),
    enabled: step !== undefined,
  });
  return { step, comparison: step === undefined ? undefined : data, error };
}

interface HistoryToggleProps {
  isShown: boolean;
  onChange: (isShown: boolean) => void;
}

/** Without its slider the frontier is the latest again. */
export function HistoryToggle({ isShown, onChange }: HistoryToggleProps) {
  const [, setStep] = useViewParam('step');
  return (
    <Toggle
      label="History"
      title="The frontier as it was at earlier steps of the training"
      checked={isShown}
      onChange={(on) => {
        onChange(on);
        if (!on) setStep(null);
      }}
    />
  );
}

/** Long enough for a slider to pass over steps that nobody wants to see. */
const REST_MS = 120;

export function HistorySlider({ sweepId, history }: { sweepId: string; history: FrontierHistory }) {
  const id = useId();
  const [, setStep] = useViewParam('step');
  const steps = useQuery(evaluatedStepsQuery(sweepId));
  /** Where the slider is held, until it rests. */
  const [held, setHeld] = useState<number>();
  const all = steps.data?.items ?? [];
  useEffect(() => {
    if (held === undefined) return;
    const timer = setTimeout(() => {
      setStep(held >= all.length - 1 ? null : String(all[held]));
      setHeld(undefined);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [held, all, setStep]);
  if (steps.error) return <InlineError error={steps.error} />;
  if (!steps.data) return <p className="hint">Looking for the evaluated steps…</p>;
  if (all.length < 2)
    return <p className="hint">The jobs were evaluated at one step so far: there is no history yet.</p>;
  const last = all.length - 1;
  const stop = held ?? stopOf(all, history.step);
  const text = stop === last ? 'latest' : `step ${formatCount(all[stop])}`;
  return (
    <div className="history-slider">
      <label htmlFor={id}>Training step</label>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        step={1}
        value={stop}
        aria-valuetext={text}
        onChange={({ target }) => setHeld(Number(target.value))}
      />
      <output htmlFor={id}>{text}</output>
      <InlineError error={history.error} />
    </div>
  );
}
