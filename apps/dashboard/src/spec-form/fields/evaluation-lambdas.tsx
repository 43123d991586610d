import { lambdaVariables, type TaskDetail } from '@yoto/core';
import { Segmented } from '../../components/segmented.tsx';
import type { DatasetDetail } from '../dataset-defaults.ts';
import type { LambdaGridDraft } from '../spec-draft.ts';
import { suggestedGrids } from '../suggested-lambdas.ts';
import { LambdaGridEditor } from './lambda-grid-editor.tsx';

interface EvaluationLambdasProps {
  path: string;
  task: TaskDetail;
  dataset: DatasetDetail;
  /** Undefined: the fixed groups' lambdas, or a spread over the distribution where there is none. */
  value: LambdaGridDraft | undefined;
  onChange: (value: LambdaGridDraft | undefined) => void;
}

/** At which lambdas a YOTO model is evaluated. */
export function EvaluationLambdas({ path, task, dataset, value, onChange }: EvaluationLambdasProps) {
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
