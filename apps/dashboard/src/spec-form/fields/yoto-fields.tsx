/** What only a YOTO group has: which lambdas it is trained with, how it is told them, and where it is evaluated. */
import { lambdaVariables, type TaskDetail } from '@yoto/core';
import { Segmented } from '../../components/segmented.tsx';
import { type DatasetDetail, datasetDefaults } from '../dataset-defaults.ts';
import {
  conditioningDraft,
  type GroupDraft,
  type LambdaGridDraft,
  type YotoGroupDraft,
} from '../spec-draft.ts';
import { suggestedDistributions, suggestedGrids } from '../suggested-lambdas.ts';
import { withField } from '../with-field.ts';
import { ConditioningFields } from './conditioning-fields.tsx';
import { DistributionEditor } from './distribution-editor.tsx';
import { LambdaGridEditor } from './lambda-grid-editor.tsx';
import { SelectField } from './text-field.tsx';

const DRAWS = [
  { value: 'independent', label: 'Independent' },
  { value: 'antithetic', label: 'Mirrored pairs' },
];

interface YotoFieldsProps {
  path: string;
  group: YotoGroupDraft;
  task: TaskDetail;
  dataset: DatasetDetail;
  onChange: (group: GroupDraft) => void;
}

export function YotoFields({ path, group, task, dataset, onChange }: YotoFieldsProps) {
  const suggested = datasetDefaults(dataset);
  return (
    <>
      <DistributionEditor
        path={`${path}.distribution`}
        variables={lambdaVariables(task)}
        value={group.distribution ?? {}}
        suggested={suggestedDistributions(task, dataset)}
        onChange={(distribution) => onChange({ ...group, distribution })}
      />
      <div className="fields fields-tight">
        <SelectField
          path={`${path}.draws`}
          label="Lambdas of a batch"
          choices={DRAWS}
          value={group.draws ?? 'independent'}
          onChange={(draws) =>
            onChange(withField(group, 'draws', draws === 'antithetic' ? draws : undefined))
          }
        />
      </div>
      <ConditioningFields
        path={`${path}.conditioning`}
        value={conditioningDraft(group.conditioning)}
        placeholders={{
          hiddenUnits: String(suggested.conditioningHiddenUnits ?? ''),
          strength: String(suggested.filmStrength ?? ''),
        }}
        onChange={(conditioning) => onChange(withField(group, 'conditioning', conditioning))}
      />
      <EvaluationLambdas
        path={`${path}.evaluation.lambdas`}
        task={task}
        dataset={dataset}
        value={group.evaluation?.lambdas}
        onChange={(lambdas) =>
          onChange(withField(group, 'evaluation', withField(group.evaluation ?? {}, 'lambdas', lambdas)))
        }
      />
    </>
  );
}

interface EvaluationLambdasProps {
  path: string;
  task: TaskDetail;
  dataset: DatasetDetail;
  /** Undefined: the fixed groups' lambdas, or a spread over the distribution where there is none. */
  value: LambdaGridDraft | undefined;
  onChange: (value: LambdaGridDraft | undefined) => void;
}

/** At which lambdas a YOTO model is evaluated. */
function EvaluationLambdas({ path, task, dataset, value, onChange }: EvaluationLambdasProps) {
  return (
    <fieldset className="weight">
      <legend>Evaluated at</legend>
      <Segmented
        label="Evaluated at"
        choices={[
          { value: 'fixed', label: 'The fixed groups’ lambdas' },
          { value: 'own', label: 'Its own' },
        ]}
        value={value === undefined ? 'fixed' : 'own'}
        onChange={(kind) => onChange(kind === 'fixed' ? undefined : suggestedGrids(task, dataset))}
      />
      {value !== undefined && (
        <LambdaGridEditor path={path} variables={lambdaVariables(task)} value={value} onChange={onChange} />
      )}
    </fieldset>
  );
}
