/** How much is seeded, and the command line that says so. */
import { parseArgs } from 'node:util';
import { AppError } from '@yoto/core';
import { wholeNumber } from '@yoto/host';

const SEED_USAGE = `npm run seed:large -- --state DIR [options]
  --state DIR        the state folder that \`yoto up --state DIR\` opens afterwards
  --sweeps N         sweeps in all (2000)
  --jobs N           jobs in all (50000)
  --points N         points of training curves in all, roughly (5000000)
  --long-curve N     points of the one long curve (1000000)
  --compared-jobs N  jobs of the one large comparison, rounded up to a multiple of 25 (500)
  --seed N           of the random numbers: the same rows for the same seed, sizes and time (1)
  --now TIME         when the newest rows were written, as ISO 8601 (the present)
  --add              also where the folder has sweeps already`;

export interface SeedSizes {
  sweeps: number;
  jobs: number;
  points: number;
  longCurve: number;
  comparedJobs: number;
  seed: number;
  now: Date;
}

export interface SeedOptions extends SeedSizes {
  state: string;
  /** Also where there are sweeps already. */
  add: boolean;
}

/** The sweep with the comparison, the one with the long curve, and at least one more. */
const FEWEST_SWEEPS = 3;

export const DEFAULT_SIZES = {
  sweeps: 2000,
  jobs: 50_000,
  points: 5_000_000,
  longCurve: 1_000_000,
  comparedJobs: 500,
  seed: 1,
} as const;

/** Throws `invalid_input` naming what is wrong. */
export function parseSeedOptions(args: readonly string[]): SeedOptions {
  const { values } = parse(args);
  if (values.state === undefined) throw new AppError('invalid_input', `Name a state folder\n${SEED_USAGE}`);
  const options = {
    state: values.state,
    add: values.add,
    sweeps: wholeNumber('sweeps', values.sweeps, FEWEST_SWEEPS),
    points: wholeNumber('points', values.points, 0),
    longCurve: wholeNumber('long-curve', values['long-curve'], 1),
    comparedJobs: wholeNumber('compared-jobs', values['compared-jobs'], 1),
    jobs: wholeNumber('jobs', values.jobs, 1),
    seed: wholeNumber('seed', values.seed, 0),
    now: values.now === undefined ? new Date() : timeOf(values.now),
  };
  return options;
}

function parse(args: readonly string[]) {
  const number = (fallback: number) => ({ type: 'string', default: String(fallback) }) as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        state: { type: 'string' },
        add: { type: 'boolean', default: false },
        sweeps: number(DEFAULT_SIZES.sweeps),
        jobs: number(DEFAULT_SIZES.jobs),
        points: number(DEFAULT_SIZES.points),
        'long-curve': number(DEFAULT_SIZES.longCurve),
        'compared-jobs': number(DEFAULT_SIZES.comparedJobs),
        seed: number(DEFAULT_SIZES.seed),
        now: { type: 'string' },
      },
    });
  } catch (error) {
    throw new AppError('invalid_input', `${(error as Error).message}\n${SEED_USAGE}`, { cause: error });
  }
}

function timeOf(text: string): Date {
  const time = new Date(text);
  if (Number.isFinite(time.getTime())) return time;
  throw new AppError('invalid_input', `--now must be a time such as 2026-01-31T12:00:00Z, not "${text}"`);
}
