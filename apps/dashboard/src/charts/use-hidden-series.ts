import { useState } from 'react';

/** Which series are switched off; shared by the charts of one sweep. */
export function useHiddenSeries(): { hidden: ReadonlySet<string>; toggle: (name: string) => void } {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const toggle = (name: string) =>
    setHidden((before) =>
      before.has(name) ? new Set([...before].filter((n) => n !== name)) : new Set([...before, name]),
    );
  return { hidden, toggle };
}
