/** Where a point is on a trade-off: the lambda of a model, or the setting of a codec. */
import { z } from 'zod';
import { Lambda, lambdaKey, lambdaLabel } from './lambda.ts';

/** What a codec is asked with, e.g. `{ quality: 50 }`. */
export const Setting = z.record(z.string().min(1), z.number()).meta({ id: 'Setting' });
export type Setting = z.infer<typeof Setting>;

export const Place = z
  .union([z.strictObject({ lambda: Lambda }), z.strictObject({ setting: Setting })])
  .meta({ id: 'Place' });
export type Place = z.infer<typeof Place>;

/** The place of something that has other fields as well. */
export const placeOf = (point: Place): Place =>
  'lambda' in point ? { lambda: point.lambda } : { setting: point.setting };

/** The parameters of a place by name, whichever kind it is. */
export const parametersAt = (at: Place): Record<string, number> => ('lambda' in at ? at.lambda : at.setting);

/** Two places have the same key if and only if they are the same. */
export const placeKey = (at: Place): string =>
  'lambda' in at ? lambdaKey(at.lambda) : `setting ${lambdaKey(at.setting)}`;

/** For people: `kl 0.5`, `quality 50`. */
export const placeLabel = (at: Place): string => lambdaLabel(parametersAt(at));

/** Compares two places by `parameters`, the first one first: the order of the points of a series. */
export function comparePlaces(a: Place, b: Place, parameters: readonly string[]): number {
  const [first, second] = [parametersAt(a), parametersAt(b)];
  for (const parameter of parameters) {
    const difference = (first[parameter] ?? 0) - (second[parameter] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
