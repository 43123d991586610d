import {
  ARCHIVED_CHOICES,
  formatCount,
  formatSeconds,
  SWEEP_SORTS,
  type SweepSort,
  SweepState,
  type SweepSummary,
} from '@yoto/core';
import { type Command, Option } from 'commander';
import type { CliConfig } from '../config.ts';
import { type Column, formatTable } from '../output/table.ts';
import { countsText } from '../sweep/snapshot.ts';
import { withExamples } from './examples.ts';
import { wholeNumber } from './number-argument.ts';
import { collected } from './repeated-option.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

interface SweepsOptions extends ServerOptions {
  search?: string;
  task?: string[];
  state?: SweepState[];
  label?: string[];
  favourite?: true;
  createdAfter?: string;
  createdBefore?: string;
  archived: (typeof ARCHIVED_CHOICES)[number];
  sort: SweepSort;
  limit: number;
  json: boolean;
}

export function addSweeps(program: Command, config: CliConfig): void {
  const command = program
    .command('sweeps')
    .description('list the sweeps, newest first; archived ones are left out')
    .option('--search <text>', 'only those with these words in name or description, or whose id begins so')
    .option('--task <id>', 'only those of this task; may be repeated', collected)
    .addOption(
      new Option('--state <state...>', 'only those in this state, or in one of several').choices(
        SweepState.options,
      ),
    )
    .option(
      '--label <label>',
      'only those with this label: key=value, or any value: key; may be repeated',
      collected,
    )
    .option('--favourite', 'only favourites')
    .option('--created-after <date>', 'only those created at this date (UTC) or moment, or later')
    .option('--created-before <date>', 'only those created before this date (UTC) or moment')
    .addOption(
      new Option('--archived [which]', 'only archived ones; "all": those as well')
        .choices(ARCHIVED_CHOICES)
        .preset('yes')
        .default('no'),
    )
    .addOption(new Option('--sort <order>', 'what comes first').choices(SWEEP_SORTS).default('newest'))
    .option('--limit <number>', 'how many', wholeNumber(1, 500), 20)
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(listSweeps);
  withExamples(command, [
    ['yoto sweeps --search "vae shapes"', 'both words in name or description'],
    ['yoto sweeps --state failed partly-failed', 'those with something to look at'],
    ['yoto sweeps --label purpose=paper --sort activity', 'what happened last comes first'],
    ['yoto sweeps --created-after 2026-03-01 --created-before 2026-04-01', 'those of March'],
  ]);
}

async function listSweeps({ json, favourite, ...options }: SweepsOptions): Promise<void> {
  const { search, task, state, label, createdAfter, createdBefore, archived, sort, limit } = options;
  const filter = {
    ...{ search, task, state, label, createdAfter, createdBefore },
    favourite: favourite && ('yes' as const),
  };
  const query = { ...filter, archived, sort, limit };
  const { items, total } = await clientOf(options).listSweeps({ query });
  if (json) return console.log(JSON.stringify(items, undefined, 2));
  if (items.length === 0) {
    const filtered = archived !== 'no' || Object.values(filter).some((value) => value !== undefined);
    return console.log(
      filtered
        ? 'No sweep fits: leave out a filter, or add --archived all'
        : 'No sweeps yet: submit one with yoto submit FILE',
    );
  }
  console.log(formatTable(COLUMNS, items.map(cells)));
  if (total > items.length) console.log(`… and ${formatCount(total - items.length)} more (--limit)`);
}

const COLUMNS: Column[] = [
  { title: 'id' },
  { title: 'name' },
  { title: 'state' },
  { title: 'task' },
  { title: 'done', align: 'right' },
  { title: 'left', align: 'right' },
  { title: 'device time', align: 'right' },
  { title: 'jobs' },
  { title: 'submitted (UTC)' },
];

const cells = (sweep: SweepSummary): string[] => [
  sweep.id,
  sweep.favourite ? `★ ${sweep.name}` : sweep.name,
  sweep.state,
  sweep.taskId,
  sweep.totalSteps === 0 ? '' : `${Math.floor((100 * sweep.doneSteps) / sweep.totalSteps)}%`,
  sweep.secondsLeft === null ? '' : formatSeconds(sweep.secondsLeft),
  sweep.deviceSeconds === 0 ? '' : formatSeconds(sweep.deviceSeconds),
  countsText(sweep.jobCounts),
  sweep.createdAt.slice(0, 16).replace('T', ' '),
];
