import { queryOptions, useQuery } from '@tanstack/react-query';
import { AppError } from '@yoto/core';
import { useEffect, useState } from 'react';
import { serverUrl } from '../api/base-path.ts';
import { type ApiDocument, operationsByTag } from '../api-reference/api-document.ts';
import { OperationView } from '../api-reference/operation-view.tsx';
import { openDetails, SchemaView, schemaId } from '../api-reference/schema-view.tsx';
import { Fact, Page, Section } from '../components/page.tsx';
import { QueryView } from '../components/query-view.tsx';

/** Not a route of the API itself: the document that describes it. */
const documentQuery = queryOptions({
  queryKey: ['openapi'],
  queryFn: async ({ signal }): Promise<ApiDocument> => {
    const reply = await fetch(serverUrl('/api/openapi.json'), { signal }).catch((cause) => {
      if (signal.aborted) throw cause;
      throw new AppError('server_unreachable', 'The server does not answer', { cause });
    });
    if (!reply.ok) throw new AppError('internal', `The server answered ${reply.status} to openapi.json`);
    return reply.json();
  },
  staleTime: 5 * 60_000,
});

/** Every route with what it takes and gives, from the document that the server makes of its own checks. */
export default function ApiPage() {
  const query = useQuery(documentQuery);
  const prefix = query.data?.servers[0]?.url;
  return (
    <Page
      title="HTTP API"
      facts={
        <>
          <Fact label="base address">
            <code>{prefix && `${window.location.origin}${prefix}`}</code>
          </Fact>
          <Fact label="version">{query.data?.info.version}</Fact>
          <a href={serverUrl('/api/openapi.json')}>openapi.json</a>
        </>
      }
    >
      <QueryView query={query} lines={12}>
        {(document) => <Reference document={document} />}
      </QueryView>
    </Page>
  );
}

function Reference({ document }: { document: ApiDocument }) {
  const [words, setWords] = useState('');
  useOpenedByAddress();
  const names = new Set(Object.keys(document.components.schemas));
  const tags = operationsByTag(document, words);
  return (
    <>
      <input
        type="search"
        className="input api-search"
        aria-label="Find routes"
        placeholder="Find routes by path or words"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {tags.length === 0 && <p className="hint">No route has all of these words.</p>}
      {tags.map(({ name, description, operations }) => (
        <Section key={name} title={capitalised(name)} hint={description}>
          {operations.map((operation) => (
            <OperationView
              key={operation.operationId}
              operation={operation}
              prefix={document.servers[0]?.url ?? ''}
              names={names}
            />
          ))}
        </Section>
      ))}
      {words === '' && (
        <Section title="Types" hint="What bodies and replies are made of; “?” marks what may be left out">
          {Object.entries(document.components.schemas).map(([name, schema]) => (
            <details key={name} className="operation" id={schemaId(name)}>
              <summary>
                <code>{name}</code>
              </summary>
              <SchemaView schema={schema} names={names} />
            </details>
          ))}
        </Section>
      )}
    </>
  );
}

/** `#createSweep` opens that route. */
function useOpenedByAddress(): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (id === '') return;
    openDetails(id);
    document.getElementById(id)?.scrollIntoView();
  }, []);
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
