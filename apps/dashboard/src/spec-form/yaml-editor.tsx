import { CopyButton } from '../components/copy-button.tsx';
import { YAML_FIELD_ID } from './fields/issues-context.tsx';

interface YamlEditorProps {
  text: string;
  invalid: boolean;
  onChange: (text: string) => void;
}

const FEWEST_ROWS = 18;

/** The spec as text: what `yoto submit` takes as well. */
export function YamlEditor({ text, invalid, onChange }: YamlEditorProps) {
  return (
    <section className="card yaml" aria-label="Spec as YAML">
      <header className="card-header">
        <div>
          <h2>Spec as YAML</h2>
          <p className="hint">
            {invalid
              ? 'The form is available again once the YAML is valid.'
              : 'Changes show in the form. The same file works with “yoto submit”.'}
          </p>
        </div>
        <CopyButton text={text} label="Copy YAML" />
      </header>
      <textarea
        id={YAML_FIELD_ID}
        className="input code-input"
        aria-label="Sweep spec"
        aria-invalid={invalid}
        spellCheck={false}
        autoCapitalize="off"
        rows={Math.max(FEWEST_ROWS, text.split('\n').length + 1)}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </section>
  );
}
