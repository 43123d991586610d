/** What a comparison is asked for on the command line: axes, and a slice where several weights vary. */
import type { Command } from 'commander';

export interface ComparisonOptions {
  x?: string;
  y?: string;
  slice?: string;
  base?: string;
}

export const addComparisonOptions = (command: Command): Command =>
  command
    .option('--x <name>', 'what the x axis shows: a loss term, a sum of terms or a metric')
    .option('--y <name>', 'what the y axis shows')
    .option('--slice <weight>', 'where several weights vary: compare curves along this one')
    .option('--base <lambda>', 'what the other weights are held at on the slice, e.g. content=1,style=0.5');

export const comparisonQuery = ({ x, y, slice, base }: ComparisonOptions): ComparisonOptions => ({
  ...(x === undefined ? {} : { x }),
  ...(y === undefined ? {} : { y }),
  ...(slice === undefined ? {} : { slice }),
  ...(base === undefined ? {} : { base }),
});
