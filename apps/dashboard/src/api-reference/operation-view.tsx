import { CopyButton } from '../components/copy-button.tsx';
import { type ApiOperation, contentOf, curlExample } from './api-document.ts';
import { schemaNote, schemaText } from './schema-text.ts';
import { SchemaView } from './schema-view.tsx';

interface OperationViewProps {
  operation: ApiOperation;
  /** Where the API is on its host, e.g. `/api/v1`. */
  prefix: string;
  /** Names that the document defines. */
  names: ReadonlySet<string>;
}

/** One route: closed, what it does; open, what it takes and gives. */
export function OperationView({ operation, prefix, names }: OperationViewProps) {
  const { method, path, summary, operationId, requestBody, responses } = operation;
  const curl = curlExample(operation, `${window.location.origin}${prefix}`);
  return (
    <details className="operation" id={operationId}>
      <summary>
        <span className="operation-line">
          <span className={`method method-${method}`}>{method.toUpperCase()}</span>
          <code>{path}</code>
          <span className="operation-summary">{summary}</span>
        </span>
      </summary>
      <div className="stack">
        <Parameters operation={operation} />
        {requestBody &&
          contentOf(requestBody).map(({ mediaType, schema = {} }) => (
            <SchemaView
              key={mediaType}
              title={requestBody.required === false ? 'Body (may be left out)' : 'Body'}
              schema={schema}
              names={names}
            />
          ))}
        {Object.entries(responses).map(([status, response]) =>
          contentOf(response).map(({ mediaType, schema = {} }) => (
            <SchemaView
              key={`${status} ${mediaType}`}
              title={`${status === 'default' ? 'On an error' : `Reply ${status}`}, ${mediaType}`}
              schema={schema}
              names={names}
            />
          )),
        )}
        <div>
          <div className="commands-header">
            <h3>With curl</h3>
            <CopyButton text={curl} />
          </div>
          <pre className="schema">{curl}</pre>
        </div>
      </div>
    </details>
  );
}

function Parameters({ operation: { parameters = [] } }: { operation: ApiOperation }) {
  if (parameters.length === 0) return null;
  return (
    <div className="scroll">
      <table className="numbers" aria-label="Parameters">
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col">In</th>
            <th scope="col">Type</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map(({ name, in: place, required, schema }) => (
            <tr key={`${place} ${name}`}>
              <th scope="row">
                <code>{name}</code>
                {required ? '' : ' (optional)'}
              </th>
              <td>{place}</td>
              <td>
                <code>{schemaText(schema)}</code>
              </td>
              <td className="parameter-note">{schemaNote(schema)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
