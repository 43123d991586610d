import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { vae } from '../testing/tasks.ts';
import { draftFromYaml } from './draft-yaml.ts';
import { initialDraft } from './initial-draft.ts';
import { cliCommand, curlCommand } from './submit-commands.ts';

const draft = { ...initialDraft(vae), name: "it's $HOME `x`", description: 'one\nYAML\nJSON\n' };

/** What a shell would hand to the command, with `cat` in the command's place. */
const standardInput = (command: string) =>
  execFileSync('sh', ['-c', command.replace(/^[^\n]*?(?= <<)/, 'cat')], { encoding: 'utf8' });

it('hands the very spec to the command line, whatever it holds', () => {
  const command = cliCommand(draft, 'http://127.0.0.1:7331/yoto');
  expect(command).toMatch(/^npx yoto submit - --server 'http:\/\/127\.0\.0\.1:7331\/yoto' <</);
  expect(draftFromYaml(standardInput(command), () => 'small')).toEqual({ ok: true, draft });
});

it('hands the very request to curl', () => {
  const command = curlCommand(draft, 'http://127.0.0.1:7331');
  expect(command).toContain("curl --fail-with-body 'http://127.0.0.1:7331/api/v1/sweeps'");
  expect(JSON.parse(standardInput(command))).toEqual({ spec: draft });
});
