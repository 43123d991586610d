import { useState } from 'react';
import { basePath } from '../../api/base-path.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Segmented } from '../../components/segmented.tsx';
import type { SpecDraft } from '../../spec-form/spec-draft.ts';
import { cliCommand, curlCommand } from '../../spec-form/submit-commands.ts';

type Tool = 'cli' | 'curl';

/** The same sweep from a terminal. */
export function SubmitCommands({ draft }: { draft: SpecDraft }) {
  const [tool, setTool] = useState<Tool>('cli');
  const server = `${window.location.origin}${basePath}`;
  const command = (tool === 'cli' ? cliCommand : curlCommand)(draft, server);
  return (
    <details className="card commands">
      <summary>Submit it from a terminal</summary>
      <div className="commands-header">
        <Segmented
          label="With"
          choices={[
            { value: 'cli', label: 'yoto' },
            { value: 'curl', label: 'curl' },
          ]}
          value={tool}
          onChange={setTool}
        />
        <CopyButton text={command} label="Copy command" />
      </div>
      <section aria-label="Command">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <pre tabIndex={0}>{command}</pre>
      </section>
    </details>
  );
}
