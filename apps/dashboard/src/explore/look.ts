/** What a model is asked to show: the pictures, options and weights that somebody has chosen. Pure. */
import type { Lambda } from '@yoto/core';
import type { ExploreChoice, ExploreInput, ExploreRequest, HostPicture } from '@yoto/training';

/** What somebody has chosen, by the names of inputs and choices; what is left out is as it was in the evaluation. */
export interface Chosen {
  lambda: Lambda;
  /** Pictures of their own. */
  own: Readonly<Record<string, HostPicture | undefined>>;
  /** Which held-out picture, of inputs of which one is chosen. */
  heldOut: Readonly<Record<string, number>>;
  options: Readonly<Record<string, number>>;
}

/** A request, with what it has in common with the pictures that jobs have stored. */
export interface Look extends ExploreRequest {
  chosen: Readonly<Record<string, number>>;
  /** Tiles of the stored sheets that other models made of the same pictures; undefined where they made none. */
  stored: readonly number[] | undefined;
}

interface Model {
  inputs: readonly ExploreInput[];
  choices: readonly ExploreChoice[];
}

/** Of one picture of a kind there are as many copies as of the others. */
export function lookOf(
  { inputs, choices }: Model,
  heldOut: Readonly<Record<string, readonly HostPicture[]>>,
  chosen: Chosen,
): Look {
  const options = chosenOptions({ inputs, choices }, chosen);
  const lists = inputs.map((input) => [input.name, picturesOf(input, heldOut, chosen)] as const);
  const lengths = lists.map(([, list]) => list.length);
  const most = Math.min(...lengths) === 0 ? 0 : Math.max(...lengths);
  const pictures = lists.map(([name, list]) => [
    name,
    Array.from({ length: most }, (_, index) => list[index % list.length] as HostPicture),
  ]);
  const hasOwn = inputs.some(({ name }) => chosen.own[name]);
  const first = firstHeldOut(inputs, chosen);
  const tiles = Array.from({ length: most }, (_, index) => first + index);
  const isStored =
    !hasOwn &&
    choices.every(({ name, ofHeldOut }) => tiles.every((tile) => ofHeldOut[tile] === options[name]));
  return {
    lambda: chosen.lambda,
    pictures: Object.fromEntries(pictures),
    chosen: options,
    stored: isStored ? tiles : undefined,
  };
}

/** Options that nobody chose are those that the held-out picture had in the evaluation. */
export function chosenOptions({ inputs, choices }: Model, chosen: Chosen): Record<string, number> {
  const first = firstHeldOut(inputs, chosen);
  return Object.fromEntries(
    choices.map(({ name, ofHeldOut }) => [name, chosen.options[name] ?? ofHeldOut[first] ?? 0]),
  );
}

/** Index of the first held-out picture that is shown. */
function firstHeldOut(inputs: readonly ExploreInput[], { heldOut }: Chosen): number {
  const picked = inputs.find(({ isOne }) => isOne);
  return picked ? (heldOut[picked.name] ?? 0) : 0;
}

function picturesOf(
  { name, isOne }: ExploreInput,
  heldOut: Readonly<Record<string, readonly HostPicture[]>>,
  chosen: Chosen,
): readonly HostPicture[] {
  const own = chosen.own[name];
  if (own) return [own];
  const all = heldOut[name] ?? [];
  if (!isOne) return all;
  const one = all[chosen.heldOut[name] ?? 0];
  return one ? [one] : [];
}
