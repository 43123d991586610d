/** What the command palette offers: pure, from what the server has said. */
import type { PresetDetail, SweepSummary } from '@yoto/core';

export interface PaletteItem {
  /** Unique in a list. */
  id: string;
  label: string;
  /** What tells it from others of its name. */
  hint: string;
  /** Where it leads. */
  to: string;
}

export interface PaletteGroup {
  title: string;
  items: PaletteItem[];
}

const PLACES: readonly PaletteItem[] = [
  { id: 'new', label: 'New sweep', hint: 'Action', to: '/sweeps/new' },
  { id: 'sweeps', label: 'Sweeps', hint: 'Page', to: '/sweeps' },
  { id: 'workers', label: 'Workers', hint: 'Page', to: '/workers' },
  { id: 'api', label: 'HTTP API', hint: 'Page', to: '/api/docs' },
];
const MOST_PRESETS = 5;

/** Groups without items are left out. `sweeps` are what the server found for `words`, or the most recent without any. */
export function paletteGroups(
  words: string,
  sweeps: readonly Pick<SweepSummary, 'id' | 'name' | 'taskId' | 'state'>[],
  presets: readonly Pick<PresetDetail, 'name' | 'title' | 'source'>[],
): PaletteGroup[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
  const found = sweeps.map(({ id, name, taskId, state }) => ({
    id: `sweep-${id}`,
    label: name,
    hint: `${taskId}, ${state}`,
    to: `/sweeps/${id}`,
  }));
  const started = presets
    .filter(({ name, title, source }) => wanted.length > 0 && fits(`preset ${name} ${title} ${source}`))
    .slice(0, MOST_PRESETS)
    .map(({ name, title, source }) => ({
      id: `preset-${name}`,
      label: title,
      hint: source,
      to: `/sweeps/new?preset=${encodeURIComponent(name)}&scale=tiny`,
    }));
  return [
    { title: 'Go to', items: PLACES.filter(({ label }) => fits(label)) },
    { title: wanted.length > 0 ? 'Sweeps' : 'Recent sweeps', items: found },
    { title: 'New sweep from a preset', items: started },
  ].filter(({ items }) => items.length > 0);
}

/** The place of the option that a key leads to; undefined for keys that lead nowhere. Beyond an end comes the other. */
export function stepTo(key: string, current: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (current + 1) % count;
    case 'ArrowUp':
      return (current - 1 + count) % count;
    case 'PageUp':
      return 0;
    case 'PageDown':
      return count - 1;
    default:
      return undefined;
  }
}
