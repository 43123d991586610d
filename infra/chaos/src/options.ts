/** The command line of `npm run chaos`. */
import { parseArgs } from 'node:util';
import { AppError } from '@yoto/core';
import { wholeNumber } from '@yoto/host';
import { FAULT_KINDS, type FaultKind } from './faults/fault-plan.ts';
import type { Backend } from './stack/place.ts';

const USAGE = `npm run chaos -- [options]
  --faults N      faults to inject on each backend (200)
  --jobs N        jobs of the sweep, at least (24)
  --workers N     worker processes (4)
  --queue NAME    redis, postgres or both (both)
  --seed N        of the fault plan (1)
  --steps N       training steps of a job (600)
  --step-ms N     what a step takes (20)
  --gap-ms N      mean wait between two faults (1600)
  --only KINDS    only these faults, separated by commas: ${Object.keys(FAULT_KINDS).join(', ')}
  --keep          keep the folder with the logs also when all is well`;

export interface ChaosOptions {
  faults: number;
  jobs: number;
  workers: number;
  backends: Backend[];
  seed: number;
  steps: number;
  stepMs: number;
  meanGapMs: number;
  kinds: FaultKind[] | undefined;
  keep: boolean;
}

/** Throws `invalid_input` naming what is wrong. */
export function parseChaosOptions(args: readonly string[]): ChaosOptions {
  const { values } = parse(args);
  return {
    faults: wholeNumber('faults', values.faults, 0),
    jobs: wholeNumber('jobs', values.jobs, 1),
    workers: wholeNumber('workers', values.workers, 1),
    backends: backendsOf(values.queue),
    seed: wholeNumber('seed', values.seed, 0),
    steps: wholeNumber('steps', values.steps, 1),
    stepMs: wholeNumber('step-ms', values['step-ms'], 0),
    meanGapMs: wholeNumber('gap-ms', values['gap-ms'], 0),
    kinds: values.only === undefined ? undefined : values.only.split(',').map(kindOf),
    keep: values.keep,
  };
}

function parse(args: readonly string[]) {
  const number = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        faults: number('200'),
        jobs: number('24'),
        workers: number('4'),
        queue: { type: 'string', default: 'both' },
        seed: number('1'),
        steps: number('600'),
        'step-ms': number('20'),
        'gap-ms': number('1600'),
        only: { type: 'string' },
        keep: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new AppError('invalid_input', `${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function backendsOf(text: string): Backend[] {
  if (text === 'both') return ['postgres', 'redis'];
  if (text === 'postgres' || text === 'redis') return [text];
  throw new AppError('invalid_input', `--queue must be redis, postgres or both, not "${text}"`);
}

function kindOf(text: string): FaultKind {
  if (text in FAULT_KINDS) return text as FaultKind;
  throw new AppError('invalid_input', `There is no fault "${text}"\n${USAGE}`);
}
