import { toYaml } from '../spec-form/draft-yaml.ts';
import { CopyButton } from './copy-button.tsx';

/** A value as YAML, to read and to copy. In a chunk of its own: it brings the YAML library. */
export default function YamlView({ value, label }: { value: unknown; label: string }) {
  const text = toYaml(value);
  return (
    <div className="yaml">
      <CopyButton text={text} label="Copy YAML" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section tabIndex={0} className="yaml-text" aria-label={label}>
        <pre>{text}</pre>
      </section>
    </div>
  );
}
