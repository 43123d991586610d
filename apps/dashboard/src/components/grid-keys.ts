/** Where arrow keys lead in a grid of which one cell is in the order of the Tab key. Pure. */
export interface GridPlace {
  row: number;
  column: number;
}

const STEPS: Readonly<Record<string, GridPlace>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** The next cell in the key's direction, past those that cannot be entered; null where there is none. */
export function nextPlace(
  key: string,
  from: GridPlace,
  size: { rows: number; columns: number },
  canEnter: (place: GridPlace) => boolean,
): GridPlace | null {
  const step = STEPS[key];
  if (!step) return null;
  let place = from;
  for (;;) {
    place = { row: place.row + step.row, column: place.column + step.column };
    const isInside =
      place.row >= 0 && place.column >= 0 && place.row < size.rows && place.column < size.columns;
    if (!isInside) return null;
    if (canEnter(place)) return place;
  }
}
