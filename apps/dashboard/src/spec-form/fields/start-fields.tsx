/** What the models of a group start from: random weights, another group's models, or (fixed groups) one from the other. */
import type { FixedGroupDraft, GroupDraft, TrainedGroupDraft } from '../spec-draft.ts';
import { withField } from '../with-field.ts';
import { NumberField } from './number-field.tsx';
import { SelectField } from './text-field.tsx';

interface StartFieldsProps {
  path: string;
  group: TrainedGroupDraft;
  /** All groups of the sweep. */
  groups: readonly GroupDraft[];
  onChange: (group: GroupDraft) => void;
}

const RANDOM = { value: '', label: 'Random weights' };

export function StartFields({ path, group, groups, onChange }: StartFieldsProps) {
  const isPossible = (one: GroupDraft) =>
    one.kind !== 'codec' && one.name !== group.name && (group.kind === 'yoto' || one.kind === 'fixed');
  const names = new Set([
    ...groups.filter(isPossible).map(({ name }) => name),
    ...(group.startsFrom === undefined ? [] : [group.startsFrom]),
  ]);
  return (
    <div className="fields fields-tight">
      {names.size > 0 && (
        <SelectField
          path={`${path}.startsFrom`}
          label="Models start from"
          hint="Same seed, nearest lambda"
          choices={[RANDOM, ...[...names].map((name) => ({ value: name, label: `Models of ${name}` }))]}
          value={group.startsFrom ?? ''}
          onChange={(name) => onChange(withField(group, 'startsFrom', name || undefined))}
        />
      )}
      {group.kind === 'fixed' && <ChainField path={path} group={group} onChange={onChange} />}
    </div>
  );
}

interface ChainFieldProps {
  path: string;
  group: FixedGroupDraft;
  onChange: (group: GroupDraft) => void;
}

const ChainField = ({ path, group, onChange }: ChainFieldProps) => (
  <NumberField
    path={`${path}.chain`}
    label="Chain"
    hint="Share of the steps of each model that starts from the one before, e.g. 0.25"
    placeholder="no chain"
    value={group.chain}
    onChange={(chain) => onChange(withField(group, 'chain', chain))}
  />
);
