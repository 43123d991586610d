/** What the form calls the fields of a spec, for messages about them: those who fill it in have never seen its file. */
import { type InputIssue, type LambdaVariable, lambdaVariables, type TaskDetail } from '@yoto/core';
import { schemaFields } from './schema-fields.ts';
import type { SpecDraft } from './spec-draft.ts';

/** `Weight of KL`, or what a loss parameter is called. */
export const variableTitle = ({ kind, label }: Pick<LambdaVariable, 'label' | 'kind'>): string =>
  kind === 'weight' ? `Weight of ${label}` : label;

/** By path within `defaults` or a group. */
const SETTINGS: Record<string, string> = {
  name: 'Group name',
  steps: 'Steps',
  batchSize: 'Batch size',
  learningRate: 'Learning rate',
  widthMultiplier: 'Width multiplier',
  seeds: 'Seeds',
  schedule: 'Learning-rate schedule',
  'schedule.factor': 'Decay factor',
  'schedule.milestones': 'Milestones',
  weightDecay: 'Weight decay',
  'evaluation.everySteps': 'Evaluate every … steps',
  'evaluation.examples': 'Evaluation examples',
  'checkpoint.everySteps': 'Checkpoint every … steps',
  metricsEverySteps: 'Curve point every … steps',
  'optimiser.beta1': 'Adam beta1',
  'optimiser.beta2': 'Adam beta2',
  'optimiser.epsilon': 'Adam epsilon',
  'optimiser.maxGradientNorm': 'Clip gradients at norm',
  'optimiser.weightBalance': 'Balance losses by weights^',
  'optimiser.lossBalance': 'Balance by expected loss^',
  'retry.maxAttempts': 'Attempts before failing',
  'retry.backoffMs': 'Pause before a retry (ms)',
  priority: 'Priority',
  labels: 'Labels',
  interpolation: 'Interpolation baseline',
  codec: 'Codec',
  settings: 'Settings',
  draws: 'Lambdas of a batch',
  startsFrom: 'Models start from',
  chain: 'Chain',
  conditioning: 'Conditioning',
  'conditioning.kind': 'Kind',
  'conditioning.preprocess': 'The network sees',
  'conditioning.hiddenUnits': 'Hidden units',
  'conditioning.strength': 'Strength k',
};

/** Of a grid or a distribution of one weight. */
const RANGE: Record<string, string> = {
  min: 'From',
  max: 'To',
  count: 'Values',
  base: 'Base',
  from: 'First exponent',
  to: 'Last exponent',
  step: 'Exponent step',
  kind: 'Drawn',
  median: 'Median',
  sigma: 'Sigma (of ln)',
  value: 'Value',
};

/** `groups.0.lambdas.kl.powers.from` as `fixed grid › Weight of KL divergence › First exponent`. */
export function fieldName(path: string, draft: SpecDraft, task: TaskDetail | undefined): string {
  const [top, second = '', ...rest] = path.split('.');
  switch (top) {
    case 'name':
      return 'Sweep name';
    case 'description':
      return 'Description';
    case 'task':
      return second === 'params' ? paramName(rest, task?.params) : 'Task';
    case 'dataset':
      return second === 'params' ? paramName(rest, datasetParams(draft, task)) : 'Data set';
    case 'defaults':
      return settingName([second, ...rest], task).join(' › ') || 'Common settings';
    case 'groups': {
      if (second === '') return 'Groups';
      const group = draft.groups[Number(second)]?.name || `Group ${Number(second) + 1}`;
      return [group, ...settingName(rest, task)].join(' › ');
    }
    default:
      return path;
  }
}

const datasetParams = ({ dataset }: SpecDraft, task: TaskDetail | undefined) =>
  task?.datasets.find(({ id }) => id === dataset.id)?.params;

function paramName([name, ...rest]: string[], schema: Record<string, unknown> | undefined): string {
  if (name === undefined) return 'Parameters';
  const label = schemaFields(schema ?? {}).find((field) => field.name === name)?.label ?? name;
  return [label, ...rest].join(' › ');
}

function settingName(parts: string[], task: TaskDetail | undefined): string[] {
  const [first, second] = parts;
  if (first === 'lambdas') {
    const within = lambdaName(parts.slice(1), task);
    return within.length > 1 ? within : ['Lambdas', ...within];
  }
  if (first === 'distribution') return lambdaName(parts.slice(1), task);
  if (first === 'evaluation' && second === 'lambdas')
    return ['Evaluated at', ...lambdaName(parts.slice(2), task)];
  for (let length = parts.length; length > 0; length--) {
    const known = SETTINGS[parts.slice(0, length).join('.')];
    if (known) return length > 1 && first === 'conditioning' ? ['Conditioning', known] : [known];
  }
  return parts.filter(Boolean);
}

/** Within the lambdas of a group: `kl.powers.from`, `kl.3`, or `2.kl` where they are listed one by one. */
function lambdaName([first, ...rest]: string[], task: TaskDetail | undefined): string[] {
  if (first === undefined) return [];
  const titled = (name: string) => {
    const variable = task && lambdaVariables(task).find((one) => one.name === name);
    return variable ? variableTitle(variable) : name;
  };
  if (/^\d+$/.test(first)) return [`Lambda ${Number(first) + 1}`, ...rest.map(titled)];
  const last = rest.at(-1);
  const key = last === undefined || /^\d+$/.test(last) ? undefined : RANGE[last];
  return key === undefined ? [titled(first)] : [titled(first), key];
}

/** Core's messages that name a neighbour by its key in the file. */
const IN_FORM_WORDS: Record<string, string> = {
  'min must be smaller than max': 'must be smaller than To',
  'min must not be greater than max': 'must not be greater than To',
  'from must not be greater than to': 'must not be greater than Last exponent',
  'is needed': 'must be filled in',
};

/** The same issue for those who look at the form. */
export const inFormWords = ({ path, message }: InputIssue): InputIssue => ({
  path,
  message: IN_FORM_WORDS[message] ?? message,
});

/** Messages that go on from the name of what they are about. */
const GOES_ON = /^(must|is|has|makes|reaches|needs)\b/;

/** `From must be smaller than To.`; messages that say it all alone stand alone. */
export function issueSentence(subject: string, message: string): string {
  const words = GOES_ON.test(message) ? `${subject} ${message}` : message;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}

/** What goes between a name and a message: nothing where the message goes on from it. */
export const issueJoint = (message: string): string => (GOES_ON.test(message) ? ' ' : ': ');
