/** Every weight on a log axis: what YOTO groups draw, and where fixed models are trained. */
import { lambdaVariables, type TaskDetail } from '@yoto/core';
import { Section } from '../components/page.tsx';
import type { DatasetDetail } from './dataset-defaults.ts';
import { variableTitle } from './field-names.ts';
import { type AxisRow, type LambdaAxis, lambdaAxis } from './lambda-axis.ts';
import type { GroupDraft } from './spec-draft.ts';
import { suggestedDistributions } from './suggested-lambdas.ts';

interface LambdaAxesProps {
  groups: readonly GroupDraft[];
  task: TaskDetail;
  dataset: DatasetDetail;
}

export function LambdaAxes({ groups, task, dataset }: LambdaAxesProps) {
  const variables = lambdaVariables(task);
  const suggested = suggestedDistributions(task, dataset);
  const drawn = variables.flatMap((variable) => {
    const axis = lambdaAxis(groups, variable.name, variables, suggested);
    return axis ? [{ title: variableTitle(variable), name: variable.name, axis }] : [];
  });
  if (drawn.length === 0) return null;
  return (
    <Section
      title="Where models are trained"
      hint="Lines: one fixed model each. Areas: how often YOTO draws a value, per step of the log axis."
    >
      <div className="lambda-axes">
        {drawn.map(({ title, name, axis }) => (
          <Axis key={name} title={title} axis={axis} />
        ))}
      </div>
    </Section>
  );
}

function Axis({ title, axis: { rows, ticks } }: { title: string; axis: LambdaAxis }) {
  const words = rows.map(({ group, text }) => `${group}: ${text}`).join('; ');
  return (
    <div className="lambda-axis" role="img" aria-label={`${title}. ${words}`}>
      <strong>{title}</strong>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two groups may have one name while it is typed
        <Lane key={index} row={row} />
      ))}
      <span />
      <span className="lambda-ticks">
        {ticks.map(({ x, label }) => (
          <span key={label} style={{ left: percent(x) }}>
            {label}
          </span>
        ))}
      </span>
    </div>
  );
}

function Lane({ row: { group, marks, hasZero, density } }: { row: AxisRow }) {
  return (
    <>
      <span className="lambda-group">{group}</span>
      <svg className="lambda-lane" aria-hidden="true">
        {density.length > 0 && (
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%" aria-hidden="true">
            <polygon className="lambda-density" points={outline(density)} />
          </svg>
        )}
        {marks.map((x) => (
          <line key={x} x1={percent(x)} x2={percent(x)} y1="20%" y2="100%" className="lambda-mark" />
        ))}
        {hasZero && (
          <text x="0" y="75%" className="lambda-zero">
            0
          </text>
        )}
      </svg>
    </>
  );
}

const percent = (share: number) => `${(100 * share).toFixed(2)}%`;

/** The area below the density, with a little room above its highest point. */
function outline(density: AxisRow['density']): string {
  const top = density.map(({ x, y }) => `${(100 * x).toFixed(2)},${(100 - 88 * y).toFixed(1)}`);
  const [first, last] = [density[0], density.at(-1)].map((point) => (100 * (point?.x ?? 0)).toFixed(2));
  return `${first},100 ${top.join(' ')} ${last},100`;
}
