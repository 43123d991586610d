/** A command that a task adds to `yoto`, as pure data: what `--help` says and what the command line accepts. */

interface CommandOptionBase {
  /** Without the dashes, e.g. `bpp`: lower-case letters, digits and dashes. */
  name: string;
  /** One small letter: `o` for `-o`. */
  short?: string;
  description: string;
}

/** What people may give after the command's arguments. */
export type TaskCommandOption = CommandOptionBase &
  (
    | { type: 'text' /** What `--help` calls the value, e.g. `file`. */; value: string; default?: string }
    /** Above `above`, where that is given. */
    | { type: 'number'; value: string; above?: number; default?: number }
    /** A job of the server: its id, or the beginning of one. The command gets the whole id. */
    | { type: 'job'; value: string }
    /** Off unless given. One that is on by default is switched off with `--no-NAME`. */
    | { type: 'switch'; default?: boolean }
  );

export interface TaskCommandSpec {
  /** What people type after `yoto`: lower-case letters, digits and dashes. */
  name: string;
  description: string;
  /** All of them must be given. */
  arguments?: readonly { name: string; description: string }[];
  /** Besides these, every command has those of `COMMAND_OPTIONS`. */
  options?: readonly TaskCommandOption[];
  /** Each as it would be typed, with what it does. */
  examples?: readonly { typed: string; meaning: string }[];
}

/** The names of the options that every command of a task has. */
export const COMMAND_OPTIONS = ['json', 'engine', 'threads', 'state', 'data', 'server', 'help'] as const;

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What is wrong with the commands of a task, in words. */
export function taskCommandFaults(commands: readonly TaskCommandSpec[]): string[] {
  const names = commands.map(({ name }) => name);
  return [
    ...repeated(names).map((name) => `two of its commands are called "${name}"`),
    ...names.filter((name) => !NAME.test(name)).map((name) => badName(`the command "${name}"`)),
    ...commands.flatMap((command) => optionFaults(command)),
  ];
}

function optionFaults({ name: command, options = [] }: TaskCommandSpec): string[] {
  const names = options.map(({ name }) => name);
  const letters = options.flatMap(({ short }) => short ?? []);
  const taken: readonly string[] = COMMAND_OPTIONS;
  const option = (name: string) => `the option --${name} of the command "${command}"`;
  return [
    ...repeated(names).map((name) => `${option(name)} is declared twice`),
    ...repeated(letters).map((letter) => `two options of the command "${command}" are called -${letter}`),
    ...letters
      .filter((letter) => !/^[a-z]$/.test(letter) || letter === 'h')
      .map(
        (letter) => `the command "${command}" has an option -${letter}: take one small letter other than h`,
      ),
    ...names
      .filter((name) => !NAME.test(name) || name.startsWith('no-'))
      .map((name) => badName(option(name))),
    ...names
      .filter((name) => taken.includes(name))
      .map((name) => `${option(name)} is one that every command has: call it something else`),
  ];
}

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) < index)),
];

const badName = (what: string): string =>
  `${what} needs a name of lower-case letters, digits and dashes that does not begin with "no-"`;
