import { type JsonSchema, schemaText } from './schema-text.ts';

interface SchemaViewProps {
  title?: string;
  schema: JsonSchema;
  names: ReadonlySet<string>;
}

export const schemaId = (name: string) => `schema-${name}`;

/** A type; names that the document defines lead to their own. */
export function SchemaView({ title, schema, names }: SchemaViewProps) {
  const parts = schemaText(schema).split(/(\b[A-Z]\w+\b)/);
  return (
    <div>
      {title && <h3>{title}</h3>}
      <pre className="schema">
        {parts.map((part, index) =>
          names.has(part) ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
            <a key={index} href={`#${schemaId(part)}`} onClick={() => openDetails(schemaId(part))}>
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </pre>
    </div>
  );
}

/** A closed part cannot be gone to. */
export function openDetails(id: string): void {
  const target = document.getElementById(id);
  if (target instanceof HTMLDetailsElement) target.open = true;
}
