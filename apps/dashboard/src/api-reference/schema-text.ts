/** A JSON Schema as people read types: `{ steps: integer, seeds?: integer[] }`, with limits and defaults beside them. */

export type JsonSchema = Record<string, unknown>;

const REF = /^#\/components\/schemas\//;
/** Longer alternatives get a line each. */
const LONGEST_LINE = 90;

export function schemaText(schema: JsonSchema, indent = ''): string {
  if (typeof schema.$ref === 'string') return schema.$ref.replace(REF, '');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum))
    return either(
      schema.enum.map((value) => JSON.stringify(value)),
      indent,
    );
  const branches = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(branches))
    return either(
      branches.map((branch) => schemaText(branch as JsonSchema, `${indent}  `)),
      indent,
    );
  if (Array.isArray(schema.type)) return either(schema.type.map(String), indent);
  switch (schema.type) {
    case 'array':
      return listOf(schema.items, indent);
    case 'object':
      return objectText(schema, indent);
    case undefined:
      return 'any';
    default:
      return String(schema.type);
  }
}

function either(texts: readonly string[], indent: string): string {
  const line = texts.join(' | ');
  if (line.length <= LONGEST_LINE && !line.includes('\n')) return line;
  return texts.map((text) => `\n${indent}  | ${text}`).join('');
}

function listOf(items: unknown, indent: string): string {
  const text = isSchema(items) ? schemaText(items, indent) : 'any';
  return text.includes(' | ') ? `(${text})[]` : `${text}[]`;
}

function objectText({ properties, required, additionalProperties }: JsonSchema, indent: string): string {
  const within = `${indent}  `;
  const needed = Array.isArray(required) ? required : [];
  const lines = Object.entries(isSchema(properties) ? properties : {}).map(([name, property]) => {
    const schema = property as JsonSchema;
    const note = schemaNote(schema);
    const mark = needed.includes(name) ? '' : '?';
    return `${within}${keyText(name)}${mark}: ${schemaText(schema, within)}${note && `  // ${note}`}`;
  });
  if (isSchema(additionalProperties))
    lines.push(`${within}[name]: ${schemaText(additionalProperties, within)}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}

const keyText = (name: string) => (/^\w+$/.test(name) ? name : JSON.stringify(name));

/** What a type cannot say: the description, the limits, what holds when it is left out. */
export function schemaNote(schema: JsonSchema): string {
  const { description, format, default: fallback } = schema;
  return [
    typeof description === 'string' ? description : '',
    typeof format === 'string' ? format : '',
    limits(schema),
    fallback === undefined ? '' : `default ${JSON.stringify(fallback)}`,
  ]
    .filter(Boolean)
    .join('; ');
}

function limits({ minimum, exclusiveMinimum, maximum, exclusiveMaximum, minLength, maxLength }: JsonSchema) {
  const within = (sign: string, value: unknown) =>
    typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? `${sign} ${value}` : '';
  const length = (sign: string, value: unknown) =>
    typeof value === 'number' ? `${sign} ${value} characters` : '';
  return [
    within('≥', minimum),
    within('>', exclusiveMinimum),
    within('≤', maximum),
    within('<', exclusiveMaximum),
    length('≥', minLength),
    length('≤', maxLength),
  ]
    .filter(Boolean)
    .join(', ');
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
