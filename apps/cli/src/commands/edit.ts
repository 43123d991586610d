import { AppError, parseLabel, type SweepChanges } from '@yoto/core';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import { withExamples } from './examples.ts';
import { wholeNumber } from './number-argument.ts';
import { collected } from './repeated-option.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

interface EditOptions extends ServerOptions {
  name?: string;
  description?: string;
  label?: string[];
  removeLabel?: string[];
  favourite?: boolean;
  archive?: true;
  unarchive?: true;
  priority?: number;
  json: boolean;
}

export function addEdit(program: Command, config: CliConfig): void {
  const command = program
    .command('edit')
    .description('rename, describe, label or archive a sweep, or change the priority of its jobs')
    .argument('<sweep>', 'its id, the beginning of one, or its name')
    .option('--name <name>', 'its new name')
    .option('--description <text>', 'what it is about; empty to remove it')
    .option('--label <label>', 'set a label: key=value, or key; may be repeated', collected)
    .option('--remove-label <key>', 'remove a label; may be repeated', collected)
    .option('--favourite', 'mark it as a favourite')
    .option('--no-favourite', 'mark it so no longer')
    .option('--archive', 'leave it out of lists')
    .option('--unarchive', 'list it again')
    .option(
      '--priority <number>',
      'of all its jobs that are not completed (-100 to 100)',
      wholeNumber(-100, 100),
    )
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async (reference: string, options: EditOptions) => {
      const body = changesOf(options);
      const client = clientOf(options);
      const params = { id: await findSweep(client, reference) };
      const sweep = await client.editSweep({ params, body });
      console.log(options.json ? JSON.stringify(sweep, undefined, 2) : `${sweep.name}: changed`);
    });
  // Neither is meant where neither is said.
  command.setOptionValue('favourite', undefined);
  withExamples(command, [
    ['yoto edit vae-grid --name "VAE grid, wide"', 'another name'],
    ['yoto edit vae-grid --label purpose=paper --archive', 'labelled, and out of the way'],
    ['yoto edit vae-grid --priority 10', 'its jobs come before those of other sweeps'],
  ]);
}

/** @throws AppError `invalid_input` (nothing is asked for, or one thing and its opposite) */
function changesOf(options: EditOptions): SweepChanges {
  const {
    name,
    description,
    priority,
    favourite,
    archive,
    unarchive,
    label = [],
    removeLabel = [],
  } = options;
  if (archive && unarchive) throw new AppError('invalid_input', 'Give --archive or --unarchive, not both');
  const set = label.map(parseLabel).map(({ key, value = '' }) => [key, value] as const);
  const labels = [...removeLabel.map((key) => [key.trim(), null] as const), ...set];
  const changes: SweepChanges = {
    name,
    description,
    priority,
    favourite,
    archived: archive ?? (unarchive && false),
    labels: labels.length > 0 ? Object.fromEntries(labels) : undefined,
  };
  if (Object.values(changes).some((value) => value !== undefined)) return changes;
  throw new AppError('invalid_input', 'Nothing to change was named', {
    details: { fix: 'give --name, --description, --label, --archive or another option: yoto edit --help' },
  });
}
