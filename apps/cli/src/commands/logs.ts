import { formatLogLine, formatPlural, type LogLine } from '@yoto/core';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { followLog, readLog } from '../job/follow-log.ts';
import { findJob } from '../sweep/find-target.ts';
import { withExamples } from './examples.ts';
import { interruptSignal } from './interrupt-signal.ts';
import { wholeNumber } from './number-argument.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

interface LogsOptions extends ServerOptions {
  follow: boolean;
  attempt?: number;
  tail?: number;
  json: boolean;
}

export function addLogs(program: Command, config: CliConfig): void {
  const command = program
    .command('logs')
    .description('print the log of a job: what its trainers printed, and what its workers did for it')
    .argument('<job>', 'its id, or the beginning of one')
    .option('--follow', 'wait for more lines until the job ends', false)
    .option('--attempt <number>', 'only the lines of this attempt', wholeNumber(1, 1_000_000))
    .option('--tail <lines>', 'begin with the last so many lines', wholeNumber(0, 1_000_000))
    .option('--json', 'print one JSON object per line', false)
    .addOption(serverOption(config))
    .action(printLog);
  withExamples(command, [
    ['yoto logs 7d3f8a21', 'all that there is'],
    ['yoto logs 7d3f8a21 --follow --tail 20', 'the last 20 lines, and those that come'],
  ]);
}

async function printLog(reference: string, options: LogsOptions): Promise<void> {
  const client = clientOf(options);
  const jobId = await findJob(client, reference);
  const print = linePrinter(options);
  if (!options.follow) {
    const lines = await readLog(client, jobId);
    if (lines.length === 0 && !options.json) console.error('This job has no log yet');
    return print(lines);
  }
  const { signal, forget } = interruptSignal();
  try {
    const onOutage = (error: Error) => console.error(`${error.message}; waiting for it`);
    for await (const lines of followLog(client, jobId, { signal, onOutage })) print(lines);
  } finally {
    forget();
  }
}

/** Prints lines as they are stored, and says where some were left out. `tail` is about the first ones. */
function linePrinter({ attempt, tail, json }: LogsOptions): (lines: readonly LogLine[]) => void {
  let before: LogLine | undefined;
  let most = tail ?? Number.POSITIVE_INFINITY;
  return (lines) => {
    const wanted = lines.filter((line) => attempt === undefined || line.attempt === attempt);
    for (const line of wanted.slice(Math.max(0, wanted.length - most))) {
      const leftOut = attempt === undefined && before ? line.number - before.number - 1 : 0;
      for (const text of json ? [JSON.stringify(line)] : printed(line, leftOut)) console.log(text);
      before = line;
    }
    most = Number.POSITIVE_INFINITY;
  };
}

const printed = (line: LogLine, leftOut: number): string[] => [
  ...(leftOut > 0 ? [`… ${formatPlural(leftOut, 'line')} left out …`] : []),
  formatLogLine(line),
];
