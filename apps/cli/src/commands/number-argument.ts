import { InvalidArgumentError } from 'commander';

/** A parser for an option that takes a whole number in a range. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** A parser for an option that takes a number, above `bound` where there is one. */
export function numberAbove(bound: number | undefined): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && (bound === undefined || value > bound)) return value;
    throw new InvalidArgumentError(
      `It must be a number${bound === undefined ? '' : ` greater than ${bound}`}.`,
    );
  };
}
