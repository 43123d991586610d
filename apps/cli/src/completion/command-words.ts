/** What the command line takes, as its own declarations say. */
import type { Command, Option } from 'commander';

export interface CommandWords {
  /** e.g. `['engine', 'install']`. */
  path: readonly string[];
  description: string;
  /** Of the commands below it. */
  subcommands: readonly string[];
  options: readonly OptionWords[];
  /** Of its first argument, where only some words will do. */
  choices: readonly string[];
}

export interface OptionWords {
  /** e.g. `['--out', '-o']`. */
  flags: readonly string[];
  description: string;
  takesValue: boolean;
  /** Where only some values will do. */
  choices: readonly string[];
}

/** Every command of a program and every command below one. */
export function commandWords(program: Command, parent: readonly string[] = []): CommandWords[] {
  return visibleCommands(program).flatMap((command) => {
    const path = [...parent, command.name()];
    const own: CommandWords = {
      path,
      description: command.description(),
      subcommands: visibleCommands(command).map((one) => one.name()),
      options: command.createHelp().visibleOptions(command).map(optionWords),
      choices: command.registeredArguments[0]?.argChoices ?? [],
    };
    return [own, ...commandWords(command, path)];
  });
}

const visibleCommands = (command: Command): Command[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');

const optionWords = ({ long, short, description, argChoices, required, optional }: Option): OptionWords => ({
  flags: [long, short].filter((flag) => flag != null),
  description,
  takesValue: required || optional,
  choices: argChoices ?? [],
});
