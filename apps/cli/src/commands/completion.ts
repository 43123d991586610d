import { Argument, type Command } from 'commander';
import { commandWords } from '../completion/command-words.ts';
import { completionScript, SHELLS, type Shell } from '../completion/completion-script.ts';
import { withExamples } from './examples.ts';

/** `whole`: the program with all of its commands. */
export function addCompletion(program: Command, whole: () => Promise<Command>): void {
  const command = program
    .command('completion')
    .description('print a script that lets a shell complete commands, options and their values')
    .addArgument(new Argument('<shell>', 'which one').choices(SHELLS))
    .action(async (shell: Shell) => {
      process.stdout.write(completionScript(shell, commandWords(await whole())));
    });
  withExamples(command, [
    ['eval "$(yoto completion bash)"', 'in ~/.bashrc; zsh: the same in ~/.zshrc, after compinit'],
    ['yoto completion fish | source', 'in ~/.config/fish/config.fish'],
  ]);
}
