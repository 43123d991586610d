/** What the page reads of the server's OpenAPI document. */
import type { JsonSchema } from './schema-text.ts';

interface Content {
  content?: Record<string, { schema?: JsonSchema }>;
}

interface WrittenOperation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: { name: string; in: string; required: boolean; schema: JsonSchema }[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Content & { description: string }>;
}

export interface ApiDocument {
  info: { version: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, WrittenOperation>>;
  components: { schemas: Record<string, JsonSchema> };
}

export interface ApiOperation extends WrittenOperation {
  method: string;
  path: string;
}

/** The operations that have all of the words, in the order of the document's tags; tags without any are left out. */
export function operationsByTag(document: ApiDocument, words: string) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): ApiOperation => ({ ...operation, method, path })),
  );
  const fits = ({ method, path, summary, operationId }: ApiOperation) => {
    const text = `${method} ${path} ${summary} ${operationId}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  return document.tags
    .map((tag) => ({ ...tag, operations: all.filter((one) => one.tags.includes(tag.name)).filter(fits) }))
    .filter(({ operations }) => operations.length > 0);
}

/** The schema of a body or a reply, and its media type. */
export function contentOf({ content }: Content): { mediaType: string; schema: JsonSchema | undefined }[] {
  return Object.entries(content ?? {}).map(([mediaType, { schema }]) => ({ mediaType, schema }));
}

/** A request to copy; `{id}` stands for what one has to fill in. `base` is the address of the API. */
export function curlExample({ method, path, requestBody }: ApiOperation, base: string): string {
  const verb = method === 'get' ? '' : ` -X ${method.toUpperCase()}`;
  const body = requestBody ? ` -H 'content-type: application/json' -d '{}'` : '';
  return `curl${verb} '${base}${path}'${body}`;
}
