/** From the JSON Schema of a task's or data set's parameters to the fields that the form shows for them. */

interface FieldBase {
  name: string;
  label: string;
  description: string | undefined;
  /** What holds when the field is left empty. */
  defaultValue: unknown;
}
export type SchemaField =
  | (FieldBase & { kind: 'number'; integer: boolean; min: number | undefined; max: number | undefined })
  | (FieldBase & { kind: 'choice'; choices: (string | number | boolean)[] })
  | (FieldBase & { kind: 'switch' })
  | (FieldBase & { kind: 'text' })
  /** Anything else is edited as JSON. */
  | (FieldBase & { kind: 'json' });

type Schema = Record<string, unknown>;

/**
 * The fields of an object schema, in its order; none for anything that is not an object schema. Properties that say
 * `hidden: true` are for files alone.
 */
export function schemaFields(schema: Schema): SchemaField[] {
  const definitions = asObject(schema.$defs);
  return Object.entries(asObject(schema.properties))
    .map(([name, property]) => [name, dereference(asObject(property), definitions)] as const)
    .filter(([, property]) => property.hidden !== true)
    .map(([name, property]) => schemaField(name, withoutNull(property)));
}

/** `null` or something else: an empty field stands for null. */
function withoutNull(schema: Schema): Schema {
  const { anyOf, ...own } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const branches = anyOf.map(asObject).filter(({ type }) => type !== 'null');
  return branches.length === 1 && branches.length < anyOf.length ? { ...branches[0], ...own } : schema;
}

function schemaField(name: string, schema: Schema): SchemaField {
  const base: FieldBase = {
    name,
    label: typeof schema.title === 'string' ? schema.title : fieldLabel(name),
    description: typeof schema.description === 'string' ? schema.description : undefined,
    defaultValue: schema.default,
  };
  const choices = choicesOf(schema);
  if (choices) return { ...base, kind: 'choice', choices };
  if (schema.type === 'boolean') return { ...base, kind: 'switch' };
  if (schema.type === 'string') return { ...base, kind: 'text' };
  if (schema.type === 'number' || schema.type === 'integer') {
    const integer = schema.type === 'integer';
    return { ...base, kind: 'number', integer, min: bound(schema, 'minimum'), max: bound(schema, 'maximum') };
  }
  return { ...base, kind: 'json' };
}

/** An enum, or a union of constants. */
function choicesOf(schema: Schema): (string | number | boolean)[] | undefined {
  const branches = Array.isArray(schema.anyOf) ? schema.anyOf.map(asObject) : undefined;
  const values = Array.isArray(schema.enum)
    ? schema.enum
    : 'const' in schema
      ? [schema.const]
      : branches?.every((branch) => 'const' in branch)
        ? branches.map((branch) => branch.const)
        : undefined;
  return values?.every(isScalar) ? values : undefined;
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** Integer schemas carry the range of safe integers, which says nothing to a person. */
function bound(schema: Schema, key: 'minimum' | 'maximum'): number | undefined {
  const exclusive = key === 'minimum' ? schema.exclusiveMinimum : schema.exclusiveMaximum;
  const value = schema[key] ?? exclusive;
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
}

function dereference(schema: Schema, definitions: Schema): Schema {
  if (typeof schema.$ref !== 'string') return schema;
  const { $ref, ...own } = schema;
  return { ...asObject(definitions[$ref.replace(/^#\/\$defs\//, '')]), ...own };
}

const asObject = (value: unknown): Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};

/** `latentUnits` as `Latent units`. */
export function fieldLabel(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
