import type { TaskDetail } from '@yoto/core';
import type { Command } from 'commander';
import type { CliConfig } from '../config.ts';
import { formatTable } from '../output/table.ts';
import { clientOf, type ServerOptions, serverOption } from './server-option.ts';

export function addTasks(program: Command, config: CliConfig): void {
  program
    .command('tasks')
    .description('list the tasks the server knows; with an id, what one of them takes and measures')
    .argument('[task]', 'the id of a task')
    .option('--json', 'print JSON', false)
    .addOption(serverOption(config))
    .action(async (id: string | undefined, { json, ...server }: ServerOptions & { json: boolean }) => {
      const client = clientOf(server);
      if (id === undefined) {
        const { items } = await client.listTasks();
        return console.log(json ? JSON.stringify(items, undefined, 2) : taskList(items));
      }
      const task = await client.getTask({ params: { id } });
      console.log(json ? JSON.stringify(task, undefined, 2) : taskPage(task));
    });
}

function taskList(tasks: readonly TaskDetail[]): string {
  const rows = tasks.map(({ id, title, datasets }) => [
    id,
    title,
    datasets.map((dataset) => dataset.id).join(', '),
  ]);
  return formatTable([{ title: 'task' }, { title: 'title' }, { title: 'data sets' }], rows);
}

function taskPage(task: TaskDetail): string {
  const weight = (term: TaskDetail['lossTerms'][number]) =>
    'fixed' in term.weight
      ? `always ${term.weight.fixed}`
      : `${term.weight.min} to ${term.weight.max} (${term.weight.scale})`;
  const terms = task.lossTerms.map((term) => [term.name, term.label, weight(term)]);
  const metrics = task.metrics.map(({ name, label, better }) => [name, label, `${better} is better`]);
  const datasets = task.datasets.map(({ id, title, params }) => [id, title, parameterNames(params)]);
  const section = (titles: string[], rows: string[][]) =>
    formatTable(
      titles.map((title) => ({ title })),
      rows,
    );
  return [
    [`${task.id}: ${task.title}`, task.description, task.paper].filter(Boolean).join('\n'),
    section(['loss term', 'label', 'weight'], terms),
    section(['metric', 'label', ''], metrics),
    section(['data set', 'title', 'parameters'], datasets),
    `parameters: ${parameterNames(task.params) || 'none'}`,
    ...(task.commands.length > 0
      ? [
          section(
            ['command', ''],
            task.commands.map(({ name, description }) => [`yoto ${name}`, description]),
          ),
        ]
      : []),
  ].join('\n\n');
}

function parameterNames(schema: Record<string, unknown>): string {
  return Object.keys((schema.properties as Record<string, unknown> | undefined) ?? {}).join(', ');
}
