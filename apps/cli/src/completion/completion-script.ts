/** Scripts that let a shell complete the words of the command line. They hold all words, as asking the program takes a second. */
import type { CommandWords, OptionWords } from './command-words.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const SCRIPTS: Readonly<Record<Shell, (commands: readonly CommandWords[]) => string>> = { bash, zsh, fish };

/** Completes commands, options and their values, and file names where any value will do. */
export const completionScript = (shell: Shell, commands: readonly CommandWords[]): string =>
  SCRIPTS[shell](commands);

/** Words of a line up to the command that is meant, as both shells' `case` compares them. */
const pathOf = ({ path }: CommandWords): string => quoted(path.join(' '));
const topLevel = (commands: readonly CommandWords[]) => commands.filter(({ path }) => path.length === 1);
const nested = (commands: readonly CommandWords[]) => commands.filter(({ path }) => path.length > 1);
const flagsOf = (options: readonly OptionWords[]): string[] => options.flatMap(({ flags }) => flags);
/** What may stand where no option does. */
const wordsOf = ({ subcommands, choices }: CommandWords): string[] => [...subcommands, ...choices];

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Lines of a `case` that set `values` to what may follow an option. */
function valueCases(command: CommandWords): string[] {
  return command.options
    .filter(({ takesValue }) => takesValue)
    .map(
      ({ flags, choices }) => `        ${flags.join('|')}) values=${quoted(choices.join(' '))}; takes=1 ;;`,
    );
}

/** The part that bash and zsh have in common: what may stand at the cursor, from the words before it. */
function cases(commands: readonly CommandWords[]): string {
  const paths = nested(commands).map(pathOf);
  const deeper =
    paths.length > 0 ? [`  case "$first $second" in ${paths.join('|')}) at="$first $second" ;; esac`] : [];
  const each = commands.map((command) =>
    [
      `    ${pathOf(command)})`,
      `      options=${quoted(flagsOf(command.options).join(' '))}`,
      `      plain=${quoted(wordsOf(command).join(' '))}`,
      '      case "$previous" in',
      ...valueCases(command),
      '      esac ;;',
    ].join('\n'),
  );
  return [...deeper, '  case "$at" in', ...each, '  esac'].join('\n');
}

function bash(commands: readonly CommandWords[]): string {
  return `# yoto completion for bash; in ~/.bashrc: eval "$(yoto completion bash)"
_yoto() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local first="\${COMP_WORDS[1]}" second="" at options="" plain="" values="" takes=""
  if [ "$COMP_CWORD" -gt 2 ]; then second="\${COMP_WORDS[2]}"; fi
  if [ "$COMP_CWORD" -le 1 ]; then
    COMPREPLY=($(compgen -W ${quoted(
      topLevel(commands)
        .map(({ path }) => path[0])
        .join(' '),
    )} -- "$word"))
    return
  fi
  at="$first"
${cases(commands)}
  if [ -n "$takes" ]; then COMPREPLY=($(compgen -W "$values" -- "$word"))
  elif [ "\${word#-}" != "$word" ]; then COMPREPLY=($(compgen -W "$options" -- "$word"))
  else COMPREPLY=($(compgen -W "$plain" -- "$word")); fi
}
complete -o default -F _yoto yoto
`;
}

function zsh(commands: readonly CommandWords[]): string {
  const described = topLevel(commands).map(({ path, description }) =>
    quoted(`${path[0]}:${description.replaceAll(':', '\\:')}`),
  );
  return `#compdef yoto
# yoto completion for zsh; in ~/.zshrc, after compinit: eval "$(yoto completion zsh)"
_yoto() {
  local previous="\${words[CURRENT-1]}" first="\${words[2]}" second="" at options="" plain="" values="" takes=""
  local -a commands
  if (( CURRENT > 3 )); then second="\${words[3]}"; fi
  if (( CURRENT <= 2 )); then
    commands=(${described.join(' ')})
    _describe command commands
    return
  fi
  at="$first"
${cases(commands)}
  if [[ -n "$takes" ]]; then
    if [[ -n "$values" ]]; then compadd -- \${=values}; else _files; fi
  elif [[ "$PREFIX" == -* ]]; then compadd -- \${=options}
  elif [[ -n "$plain" ]]; then compadd -- \${=plain}
  else _files; fi
}
compdef _yoto yoto
`;
}

function fish(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => {
    const [first = '', second] = command.path;
    const seen = `__fish_seen_subcommand_from ${first}`;
    const at = second === undefined ? seen : `${seen}; and __fish_seen_subcommand_from ${second}`;
    const own =
      second === undefined
        ? [`complete -c yoto -n __fish_use_subcommand -f -a ${first} -d ${fishQuoted(command.description)}`]
        : [];
    const words = wordsOf(command);
    return [
      ...own,
      ...(words.length > 0
        ? [`complete -c yoto -n ${fishQuoted(at)} -f -a ${fishQuoted(words.join(' '))}`]
        : []),
      ...command.options.map((option) => fishOption(at, option)),
    ];
  });
  return ['# yoto completion for fish; in config.fish: yoto completion fish | source', ...lines, ''].join(
    '\n',
  );
}

function fishOption(at: string, { flags, description, takesValue, choices }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const values = choices.length > 0 ? [`-x -a ${fishQuoted(choices.join(' '))}`] : takesValue ? ['-r'] : [];
  const parts = [`-n ${fishQuoted(at)}`, ...names, ...values, `-d ${fishQuoted(description)}`];
  return `complete -c yoto ${parts.join(' ')}`;
}

const fishQuoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
