import { AppError, type AttemptReport, type TrainerStart } from '@yoto/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startTrainer, type Trainer, type TrainerOptions } from './trainer.ts';

const START: TrainerStart = {
  engine: 'wasm',
  engineReason: null,
  threads: 1,
  nativeDir: '/nowhere',
  taskPackages: [],
};
const HELLO = '{"type":"hello","protocol":1}';
const METRICS = '{"type":"metrics","points":[{"name":"loss","step":1,"value":"Infinity"}]}';

let trainer: Trainer | undefined;
afterEach(async () => {
  trainer?.kill();
  await trainer?.ended;
});

/** A trainer in a language of its own: a shell script. What it reports and prints is kept. */
function shell(script: string, options: Partial<TrainerOptions> = {}, refuse?: AppError) {
  const reports: AttemptReport[] = [];
  const printed: string[] = [];
  trainer = startTrainer({ ...START, program: ['/bin/sh', '-c', script], ...options });
  trainer.listen({
    async onReport(report) {
      if (refuse) throw refuse;
      reports.push(report);
    },
    onLine: (line) => printed.push(line),
  });
  return { trainer, reports, printed };
}
const say = (...lines: string[]) => lines.map((line) => `printf '%s\\n' '${line}' >&4`).join('\n');

describe('a program that speaks the protocol', () => {
  test('reports, ends and takes the next job; what it prints is not mistaken for a message', async () => {
    const { trainer, reports, printed } = shell(`
      ${say(HELLO)}
      read -r start <&3; read -r stop <&3
      echo "$start"; echo '{"type":"ending","outcome":"failed"}'; echo oops >&2
      ${say(METRICS, '{"type":"ending","outcome":"preempted","timings":{"compute":1.5}}', '{"type":"idle"}')}
      read -r more <&3`);
    trainer.send({ type: 'stop' });
    expect(await trainer.jobEnded()).toBeUndefined();
    expect(reports).toEqual([
      { type: 'metrics', points: [{ name: 'loss', step: 1, value: 'Infinity' }] },
      { type: 'ending', outcome: 'preempted', timings: { compute: 1.5 } },
    ]);
    // Output has pipes of its own, and may come later.
    await vi.waitFor(() => expect(printed).toHaveLength(3), { timeout: 20_000 });
    expect(printed).toContain('oops');
    const [start] = printed.filter((line) => line.includes('start'));
    expect(JSON.parse(start ?? '')).toEqual({ type: 'start', protocol: 1, ...START });
  });

  test('that ends without a word has its exit and last lines told; half a message is none', async () => {
    const { trainer, reports } = shell(
      `${say(HELLO, METRICS)}; printf '{"type":"prog' >&4; echo bye; exit 3`,
    );
    expect(await trainer.jobEnded()).toEqual({ code: 3, signal: null });
    expect(reports).toHaveLength(1);
    await vi.waitFor(() => expect(trainer.lastLines()).toEqual(['bye']), { timeout: 20_000 });
  });

  test('that hangs after its ending is ended, and so is what it has started', async () => {
    const script = `${say(HELLO, '{"type":"ending","outcome":"completed"}')}; sleep 1000 & sleep 1000`;
    const { trainer, reports } = shell(script, { restWithinMs: 100 });
    expect(await trainer.jobEnded()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(reports).toEqual([{ type: 'ending', outcome: 'completed' }]);
  });

  test('waits in its pipe while the daemon has not handled its last report', async () => {
    const line = JSON.stringify({ type: 'event', event: 'note', message: 'x'.repeat(9000) });
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let handled = 0;
    trainer = startTrainer({
      ...START,
      program: ['/bin/sh', '-c', `${say(HELLO)}; for i in $(seq 200); do ${say(line)}; done; echo all said`],
    });
    const printed: string[] = [];
    trainer.listen({
      async onReport() {
        await held;
        handled++;
      },
      onLine: (text) => {
        printed.push(text);
      },
    });
    const ended = trainer.jobEnded();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(printed).toEqual([]);
    letGo();
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(handled).toBe(200);
    await vi.waitFor(() => expect(printed).toEqual(['all said']), { timeout: 20_000 });
  });
});

describe('a line that is no message ends the trainer and fails the attempt', () => {
  test.each([
    ['no JSON', `${say('loss: 3')}; sleep 1000`, /not JSON.*loss: 3/],
    ['JSON of no type', `${say('{"type":"dance"}')}; sleep 1000`, /dance/],
    [
      'a NaN of Python',
      `${say('{"type":"progress","step":1,"examplesPerSecond":NaN}')}; sleep 1000`,
      /not JSON/,
    ],
    ['a wrong field', `${say(METRICS.replace('"step":1', '"step":-1'))}; sleep 1000`, /points\.0\.step/],
    [
      'a file elsewhere',
      `${say('{"type":"checkpoint","step":1,"score":null,"file":"../x","bytes":1}')}; sleep 1000`,
      /file in the working folder/,
    ],
    ['a second hello', `${say(HELLO)}; sleep 1000`, /second time/],
    ['a line without end', `yes '' | tr '\\n' x >&4`, /longer than 16777216 bytes. It begins: xxx/],
  ])('%s', async (_what, script, message) => {
    const { trainer } = shell(`${say(HELLO)}\n${script}`);
    await expect(trainer.jobEnded()).rejects.toMatchObject({
      code: 'trainer_protocol',
      message: expect.stringMatching(message),
    });
    // Killed, or gone by itself when its pipe was closed.
    expect((await trainer.ended).code).not.toBe(0);
  });

  test('output without end is cut, and harmless', async () => {
    const { trainer, printed } = shell(`${say(HELLO)}; head -c 3000000 /dev/zero | tr '\\0' x; exit 0`);
    expect(await trainer.jobEnded()).toEqual({ code: 0, signal: null });
    await vi.waitFor(() => expect(printed).toEqual([`${'x'.repeat(8192)}…`]), { timeout: 20_000 });
  });
});

describe("a program that does not speak the protocol is the worker's fault, not the job's", () => {
  test.each([
    ['says something else', `${say(METRICS)}; sleep 1000`, /first message is "metrics"/],
    ['speaks another version', `${say('{"type":"hello","protocol":2}')}; sleep 1000`, /speaks protocol 2/],
    ['says nothing', 'sleep 1000', /said nothing for 0.2 s/],
  ])('it %s', async (_what, script, message) => {
    const { trainer } = shell(script, { helloWithinMs: script.startsWith('sleep') ? 200 : 60_000 });
    await expect(trainer.jobEnded()).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(message),
    });
  });

  test('it cannot be started', async () => {
    trainer = startTrainer({ ...START, program: ['/no/such/trainer'] });
    expect(await trainer.jobEnded()).toEqual({ code: null, signal: null });
    expect(trainer.lastLines().join()).toContain('ENOENT');
  });
});

test('what the stores refuse ends the trainer', async () => {
  const stale = new AppError('stale_attempt', 'taken over');
  const { trainer } = shell(`${say(HELLO, METRICS)}; sleep 1000`, {}, stale);
  await expect(trainer.jobEnded()).rejects.toBe(stale);
});
