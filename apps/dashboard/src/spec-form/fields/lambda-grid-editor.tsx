/** The lambdas of a fixed group, or those a model is evaluated at: one grid per weight and loss parameter, or a list. */
import { isLambdaSet, type LambdaVariable } from '@yoto/core';
import { Segmented } from '../../components/segmented.tsx';
import { formatNumber, formatPlural } from '../../format/numbers.ts';
import { variableTitle } from '../field-names.ts';
import type { LambdaGridDraft, WeightGridDraft, WeightGridsDraft } from '../spec-draft.ts';
import { type GridKind, gridAs, gridKind, gridValues } from '../weight-grid.ts';
import { GroupIssues } from './field.tsx';
import { fieldId } from './issues-context.tsx';
import { LambdaList } from './lambda-list.tsx';
import { NumberField, NumbersField } from './number-field.tsx';

interface LambdaGridEditorProps {
  path: string;
  variables: readonly Pick<LambdaVariable, 'name' | 'label' | 'kind'>[];
  value: LambdaGridDraft;
  onChange: (value: LambdaGridDraft) => void;
}

export function LambdaGridEditor({ path, variables, value, onChange }: LambdaGridEditorProps) {
  if (Array.isArray(value))
    return <LambdaList path={path} variables={variables} lambdas={value} onChange={onChange} />;
  if (isLambdaSet(value)) {
    return (
      <div className="stack" id={fieldId(path)} tabIndex={-1}>
        <GroupIssues path={path} label="This set" />
        <p className="hint">
          A set made by a rule: <code>{JSON.stringify(value)}</code>. Edit it in the YAML.
        </p>
      </div>
    );
  }
  const grids = value as WeightGridsDraft;
  return (
    <div className="stack" id={fieldId(path)} tabIndex={-1}>
      <GroupIssues path={path} label="The grid" />
      {variables.map((variable) => (
        <WeightGridEditor
          key={variable.name}
          path={`${path}.${variable.name}`}
          title={variableTitle(variable)}
          grid={grids[variable.name] ?? []}
          onChange={(grid) => onChange({ ...grids, [variable.name]: grid })}
        />
      ))}
    </div>
  );
}

const KINDS: readonly { value: GridKind; label: string }[] = [
  { value: 'list', label: 'List' },
  { value: 'logSpaced', label: 'Log-spaced' },
  { value: 'linSpaced', label: 'Evenly spaced' },
  { value: 'powers', label: 'Powers' },
];

interface WeightGridEditorProps {
  path: string;
  title: string;
  grid: WeightGridDraft;
  onChange: (grid: WeightGridDraft) => void;
}

function WeightGridEditor({ path, title, grid, onChange }: WeightGridEditorProps) {
  const values = gridValues(grid);
  return (
    <fieldset className="weight">
      <legend>{title}</legend>
      <Segmented
        label={`Kind of grid: ${title}`}
        choices={KINDS}
        value={gridKind(grid)}
        onChange={(kind) => onChange(gridAs(kind, grid))}
      />
      {!Array.isArray(grid) && <GroupIssues path={path} label={title} />}
      <div className="fields fields-tight">
        <GridFields path={path} grid={grid} onChange={onChange} />
      </div>
      {values.length > 0 && !Array.isArray(grid) && (
        <p className="hint">
          {formatPlural(values.length, 'value')}: {shortList(values)}
        </p>
      )}
    </fieldset>
  );
}

function GridFields({ path, grid, onChange }: Omit<WeightGridEditorProps, 'title'>) {
  if (Array.isArray(grid))
    return (
      <NumbersField
        path={path}
        label="Values"
        value={grid}
        onChange={onChange}
        wide
        hint="Separated by commas"
      />
    );
  if ('logSpaced' in grid || 'linSpaced' in grid) {
    const spacing = 'logSpaced' in grid ? grid.logSpaced : grid.linSpaced;
    const kind = 'logSpaced' in grid ? 'logSpaced' : 'linSpaced';
    const written = (changed: typeof spacing): WeightGridDraft =>
      kind === 'logSpaced' ? { logSpaced: changed } : { linSpaced: changed };
    const field = (key: 'min' | 'max' | 'count', label: string) => (
      <NumberField
        path={`${path}.${kind}.${key}`}
        label={label}
        value={spacing[key]}
        onChange={(value = Number.NaN) => onChange(written({ ...spacing, [key]: value }))}
      />
    );
    return (
      <>
        {field('min', 'From')}
        {field('max', 'To')}
        {field('count', 'Values')}
      </>
    );
  }
  const field = (key: 'base' | 'from' | 'to' | 'step', label: string) => (
    <NumberField
      path={`${path}.powers.${key}`}
      label={label}
      value={grid.powers[key] ?? 1}
      onChange={(value = Number.NaN) => onChange({ powers: { ...grid.powers, [key]: value } })}
    />
  );
  return (
    <>
      {field('base', 'Base')}
      {field('from', 'First exponent')}
      {field('to', 'Last exponent')}
      {field('step', 'Exponent step')}
    </>
  );
}

const MOST_LISTED = 8;
const shortList = (values: readonly number[]): string =>
  values.length <= MOST_LISTED
    ? values.map(formatNumber).join(', ')
    : `${values
        .slice(0, MOST_LISTED - 1)
        .map(formatNumber)
        .join(', ')}, … ${formatNumber(values.at(-1))}`;
