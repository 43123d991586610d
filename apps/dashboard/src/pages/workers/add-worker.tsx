import { useQuery } from '@tanstack/react-query';
import type { WorkerSetup } from '@yoto/core';
import { workerSetupQuery } from '../../api/queries.ts';
import { CopyButton } from '../../components/copy-button.tsx';

/** The command that starts a worker for this server, to be run where the product is installed. */
export function workerCommand({ variables }: Pick<WorkerSetup, 'variables'>): string {
  const settings = variables.map(({ name, value }) => `${name}=${quoted(value)}`);
  return [...settings, 'npx yoto worker'].join(' \\\n  ');
}

/** As a shell takes it for one word. */
const quoted = (value: string): string =>
  /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;

/** How to add a worker, with the addresses of this server. */
export function AddWorker({ open }: { open: boolean }) {
  const setup = useQuery(workerSetupQuery()).data;
  return (
    <details className="card add-worker" open={open}>
      <summary>Add a worker</summary>
      {setup && <Instructions setup={setup} />}
    </details>
  );
}

function Instructions({ setup }: { setup: WorkerSetup }) {
  const command = workerCommand(setup);
  return (
    <>
      <p>
        On any machine with a clone of the product, after <code>npm run prepare:all</code>:
      </p>
      <div className="yaml">
        <CopyButton text={command} label="Copy command" />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section tabIndex={0} className="yaml-text" aria-label="Command that starts a worker">
          <pre>{command}</pre>
        </section>
      </div>
      <p className="hint">
        Put in what stands in capital letters: passwords are never shown here. A FOLDER for artifacts must be
        one that the server and all workers share.{' '}
        {setup.onlyHere &&
          'The database of this server, or its queue, is reached by an address of its own machine: a worker elsewhere needs one that it can reach. On this machine, start more with yoto up --workers N.'}
      </p>
    </>
  );
}
