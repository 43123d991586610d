import { formatBytes, formatCount, formatPlural, type GarbageReport } from '@yoto/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliConfig } from '../config.ts';
import { withExamples } from './examples.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

/** A store of millions of files takes its time. */
const PATIENCE_MS = 3_600_000;
const HOURS_IN: Readonly<Record<string, number>> = { m: 1 / 60, h: 1, d: 24 };

interface GcOptions extends ServerOptions {
  dryRun: boolean;
  olderThan: number;
  json: boolean;
}

export function addGc(program: Command, config: CliConfig): void {
  const command = program
    .command('gc')
    .description(
      'remove stored files that nothing refers to: of deleted sweeps, and what crashes left behind',
    )
    .option('--dry-run', 'only say what would be removed', false)
    .addOption(
      new Option('--older-than <age>', 'spare younger files: 30m, 24h, 7d')
        .argParser(hoursOf)
        .default(24, '24h'),
    )
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async (options: GcOptions) => {
      const { dryRun, olderThan: olderThanHours, json } = options;
      const client = clientOf(options, PATIENCE_MS);
      const report = await client.collectGarbage({ body: { dryRun, olderThanHours } });
      console.log(json ? JSON.stringify(report, undefined, 2) : reportText(report));
    });
  withExamples(command, [
    ['yoto gc --dry-run', 'what would be removed'],
    ['yoto gc', 'files older than a day'],
    ['yoto gc --older-than 0h', 'at once: only while nothing trains'],
  ]);
}

/** e.g. `30m`, `24h`, `7d`, in hours. */
export function hoursOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([mhd])$/.exec(text.trim());
  if (match) return Number(match[1]) * (HOURS_IN[match[2] ?? ''] ?? 1);
  throw new InvalidArgumentError('It must be a number of minutes, hours or days, like 30m, 24h or 7d.');
}

function reportText(report: GarbageReport): string {
  const { dryRun, examinedFiles, removedFiles, removedBytes, tooYoungFiles } = report;
  const of = `of ${formatPlural(examinedFiles, 'file')} (${formatBytes(removedBytes)})`;
  const done = `${dryRun ? 'Would remove' : 'Removed'} ${formatCount(removedFiles)} ${of}`;
  if (tooYoungFiles === 0) return done;
  return `${done}; spared ${formatCount(tooYoungFiles)} that nothing refers to but that are too young (--older-than)`;
}
