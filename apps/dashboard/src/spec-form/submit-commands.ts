/** How to submit a draft from a terminal: the same sweep as the form's button makes. */
import { draftAsJson } from './check-draft.ts';
import { draftToYaml } from './draft-yaml.ts';
import type { SpecDraft } from './spec-draft.ts';

/** `yoto submit` with the spec on its standard input; `serverUrl` is where this dashboard is, without a slash at its end. */
export const cliCommand = (draft: SpecDraft, serverUrl: string): string =>
  hereDocument(`npx yoto submit - --server ${quoted(serverUrl)}`, draftToYaml(draft).trimEnd(), 'YAML');

/** The same request with curl. */
export const curlCommand = (draft: SpecDraft, serverUrl: string): string =>
  hereDocument(
    `curl --fail-with-body ${quoted(`${serverUrl}/api/v1/sweeps`)} -H 'content-type: application/json' --data-binary @-`,
    JSON.stringify({ spec: draftAsJson(draft) }, undefined, 1),
    'JSON',
  );

/** The shell takes the text as it is, up to a line that says nothing but its end's name. */
function hereDocument(command: string, text: string, name: string): string {
  let end = name;
  const lines = new Set(text.split('\n'));
  while (lines.has(end)) end += '_';
  return `${command} <<'${end}'\n${text}\n${end}\n`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
