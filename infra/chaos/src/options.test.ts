import { describe, expect, test } from 'vitest';
import { parseChaosOptions } from './options.ts';

describe('parseChaosOptions', () => {
  test('asks for 200 faults on both queues', () => {
    expect(parseChaosOptions([])).toMatchObject({
      faults: 200,
      jobs: 24,
      workers: 4,
      backends: ['postgres', 'redis'],
      kinds: undefined,
    });
  });

  test('takes some kinds on one queue', () => {
    const options = parseChaosOptions(['--only', 'kill-api,preempt', '--queue', 'redis', '--faults=3']);
    expect(options).toMatchObject({ kinds: ['kill-api', 'preempt'], backends: ['redis'], faults: 3 });
  });

  test.each([
    [['--faults', 'many'], /--faults must be a whole number/],
    [['--workers', '0'], /--workers must be a whole number from 1/],
    [['--queue', 'kafka'], /--queue must be/],
    [['--only', 'earthquake'], /no fault "earthquake"[\s\S]*kill-trainer/],
    [['--seeds', '1'], /--seeds[\s\S]*npm run chaos/],
  ])('refuses %j', (args, message) => {
    expect(() => parseChaosOptions(args)).toThrow(message);
  });
});
