/** Fields for the parameters of a task or a data set, made from their JSON Schema. */
import { formatNumber } from '../../format/numbers.ts';
import { type SchemaField, schemaFields } from '../schema-fields.ts';
import { withField } from '../with-field.ts';
import { GroupIssues } from './field.tsx';
import { NumberField } from './number-field.tsx';
import { JsonField, SelectField, TextField } from './text-field.tsx';

type Params = Record<string, unknown>;

interface SchemaParamsProps {
  path: string;
  legend: string;
  schema: Record<string, unknown>;
  /** Only what differs from the defaults. */
  params: Params;
  onChange: (params: Params) => void;
}

export function SchemaParams({ path, legend, schema, params, onChange }: SchemaParamsProps) {
  const fields = schemaFields(schema);
  if (fields.length === 0) return null;
  return (
    <fieldset className="fieldset">
      <legend>{legend}</legend>
      <GroupIssues path={path} label={legend} />
      <div className="fields">
        {fields.map((field) => (
          <ParamField
            key={field.name}
            path={`${path}.${field.name}`}
            field={field}
            value={params[field.name]}
            onChange={(value) => {
              const isDefault = JSON.stringify(value) === JSON.stringify(field.defaultValue);
              onChange(withField(params, field.name, isDefault ? undefined : value));
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface ParamFieldProps {
  path: string;
  field: SchemaField;
  value: unknown;
  onChange: (value: unknown) => void;
}

function ParamField({ path, field, value, onChange }: ParamFieldProps) {
  const common = { path, label: field.label, hint: field.description };
  const fallback = placeholderOf(field.defaultValue);
  switch (field.kind) {
    case 'number':
      return (
        <NumberField
          {...common}
          hint={numberHint(field)}
          placeholder={fallback}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
        />
      );
    case 'choice':
    case 'switch':
      return <ChoiceField {...common} field={field} value={value} onChange={onChange} />;
    case 'text':
      return (
        <TextField
          {...common}
          placeholder={typeof field.defaultValue === 'string' ? field.defaultValue : ''}
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => onChange(text === '' ? undefined : text)}
        />
      );
    case 'json':
      return <JsonField {...common} placeholder={fallback || 'JSON'} value={value} onChange={onChange} />;
  }
}

function placeholderOf(defaultValue: unknown): string {
  if (defaultValue === undefined) return '';
  return defaultValue === null ? 'none' : JSON.stringify(defaultValue);
}

interface ChoiceFieldProps {
  path: string;
  label: string;
  hint: string | undefined;
  field: Extract<SchemaField, { kind: 'choice' | 'switch' }>;
  value: unknown;
  onChange: (value: unknown) => void;
}

function ChoiceField({ field, value, onChange, ...common }: ChoiceFieldProps) {
  const values = field.kind === 'switch' ? [true, false] : field.choices;
  const text = (choice: unknown) => (choice === true ? 'yes' : choice === false ? 'no' : String(choice));
  return (
    <SelectField
      {...common}
      choices={values.map((choice) => ({ value: String(choice), label: text(choice) }))}
      value={String(value ?? field.defaultValue ?? values[0])}
      onChange={(chosen) => onChange(values.find((choice) => String(choice) === chosen))}
    />
  );
}

/** The description with the range that is allowed. */
function numberHint({ description, min, max }: Extract<SchemaField, { kind: 'number' }>): string | undefined {
  const range =
    min !== undefined && max !== undefined
      ? `${formatNumber(min)} to ${formatNumber(max)}`
      : min !== undefined && min !== 0
        ? `at least ${formatNumber(min)}`
        : max !== undefined
          ? `at most ${formatNumber(max)}`
          : undefined;
  return [description, range].filter(Boolean).join('; ') || undefined;
}
