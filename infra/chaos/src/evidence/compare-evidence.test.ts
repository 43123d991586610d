import { describe, expect, test } from 'vitest';
import { compareEvidence } from './compare-evidence.ts';
import type { AttemptEvidence, JobEvidence } from './read-evidence.ts';

const attempt = (fields: Partial<AttemptEvidence> = {}): AttemptEvidence => ({
  number: 1,
  outcome: 'completed',
  resumedFromStep: null,
  seconds: 1,
  ...fields,
});
const job = (fields: Partial<JobEvidence> = {}): JobEvidence => ({
  index: 0,
  state: 'completed',
  step: 10,
  attempts: [attempt()],
  metrics: new Map([['loss @5', '0.5']]),
  evaluations: new Map([['near-b=1 @10', '{"losses": {}}']]),
  files: new Map([['checkpoint @10', 'abc']]),
  ...fields,
});
const difference = (fields: Partial<JobEvidence>) => compareEvidence([job()], [job(fields)]);

describe('compareEvidence', () => {
  test('more attempts with the same results are no difference', () => {
    const attempts = [attempt({ outcome: 'crashed' }), attempt({ number: 2, resumedFromStep: 5 })];
    expect(difference({ attempts })).toEqual([]);
  });

  test.each<[string, Partial<JobEvidence>, string]>([
    ['another state', { state: 'failed' }, 'is failed, not completed'],
    ['a lost point', { metrics: new Map() }, 'lost the metric point loss @5'],
    [
      'another value',
      { metrics: new Map([['loss @5', '0.6']]) },
      'metric point loss @5 is 0.6 instead of 0.5',
    ],
    [
      'other weights',
      { files: new Map([['checkpoint @10', 'abd']]) },
      'file checkpoint @10 is abd instead of abc',
    ],
    [
      'an open attempt',
      { attempts: [attempt(), attempt({ number: 2, outcome: null })] },
      'attempts left open: 2',
    ],
    ['a job done twice', { attempts: [attempt(), attempt({ number: 2 })] }, 'has 2 completed attempts'],
    ['a lost attempt', { attempts: [attempt({ number: 2 })] }, 'attempts are numbered 2'],
  ])('%s is one', (_what, fields, line) => {
    expect(difference(fields)).toEqual([`job 0: ${line}`]);
  });

  test('so are a point too many and a missing job', () => {
    const evaluations = new Map([...job().evaluations, ['near-b=2 @10', '{}']]);
    expect(difference({ evaluations })).toEqual(['job 0: has one evaluation point too many: near-b=2 @10']);
    expect(compareEvidence([job()], [])).toEqual(['0 jobs instead of 1']);
  });
});
