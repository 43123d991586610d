/** Which look a series has: by its name, so that it is the same in every chart, in every sweep, whatever else is shown. */

/** How many looks differ in colour, marker and dash all at once. */
export const SLOTS = 7;

/** Names that many sweeps have: they come first, so that they nearly always have their own look. */
const KNOWN: Readonly<Record<string, number>> = {
  'fixed grid': 0,
  fixed: 0,
  grid: 0,
  'fixed weights': 0,
  YOTO: 1,
  'fixed weights wider': 2,
  'YOTO wider': 3,
};

/**
 * A number below `SLOTS` for each name. Where two names ask for the same one, the later takes the next that is free; with more
 * names than slots, numbers go on above `SLOTS`.
 */
export function seriesSlots(names: readonly string[]): Map<string, number> {
  const slots = new Map<string, number>();
  const taken = new Set<number>();
  const known = names.filter((name) => name in KNOWN);
  for (const name of [...known, ...names]) {
    if (slots.has(name)) continue;
    const round = Math.floor(taken.size / SLOTS) * SLOTS;
    const preferred = preferredSlot(name);
    for (let i = 0; i < SLOTS; i++) {
      const slot = round + ((preferred + i) % SLOTS);
      if (taken.has(slot)) continue;
      taken.add(slot);
      slots.set(name, slot);
      break;
    }
  }
  return slots;
}

/** FNV-1a of the name. */
function preferredSlot(name: string): number {
  const known = KNOWN[name];
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % SLOTS;
}
