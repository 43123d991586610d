import { useViewParams } from './use-view-param.ts';

export interface HiddenSeries {
  hidden: ReadonlySet<string>;
  toggle: (name: string) => void;
  /** Hides all of `names` but one; shows all again where that is so already. */
  isolate: (name: string, names: readonly string[]) => void;
}

/** Which series are switched off, as the address says; the same in all charts of a page. */
export function useHiddenSeries(): HiddenSeries {
  const [names, setNames] = useViewParams('hide');
  const hidden = new Set(names);
  return {
    hidden,
    toggle: (name) => setNames(hidden.has(name) ? names.filter((one) => one !== name) : [...names, name]),
    isolate: (name, all) => {
      const others = all.filter((one) => one !== name);
      const isAlone = !hidden.has(name) && others.every((one) => hidden.has(one));
      setNames([...names.filter((one) => !all.includes(one)), ...(isAlone ? [] : others)]);
    },
  };
}
