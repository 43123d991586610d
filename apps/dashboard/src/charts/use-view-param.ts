/** How charts are looked at, kept in the address: a reload, or somebody who is sent the link, sees the same. */
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { parseZoom, type ZoomBounds, zoomText } from './zoom-bounds.ts';

/** One value in the address; null is the usual view, which the address does not mention. */
export function useViewParam(name: string): [string | null, (value: string | null) => void] {
  const [values, setValues] = useViewParams(name);
  const set = useCallback((value: string | null) => setValues(value === null ? [] : [value]), [setValues]);
  return [values[0] ?? null, set];
}

/** A toggle that is off unless the address says so. */
export function useViewFlag(name: string): [boolean, (on: boolean) => void] {
  const [value, set] = useViewParam(name);
  return [value !== null, useCallback((on: boolean) => set(on ? '1' : null), [set])];
}

/** The part of a chart that is shown; `chart` is its name in the address. */
export function useZoom(chart: string): [ZoomBounds | undefined, (bounds: ZoomBounds | undefined) => void] {
  const [value, set] = useViewParam(`${chart}-zoom`);
  return [
    parseZoom(value),
    useCallback((bounds: ZoomBounds | undefined) => set(bounds ? zoomText(bounds) : null), [set]),
  ];
}

/** All values of one name. */
export function useViewParams(name: string): [string[], (values: readonly string[]) => void] {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (values: readonly string[]) =>
      setParams(
        // Of the address as it is now: two changes at once must not undo each other.
        () => {
          const after = new URLSearchParams(window.location.search);
          after.delete(name);
          for (const value of values) after.append(name, value);
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams, name],
  );
  return [params.getAll(name), set];
}
