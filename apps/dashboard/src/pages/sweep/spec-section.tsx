import { type ReactNode, Suspense } from 'react';
import { lazyComponent } from '../../api/lazy-component.ts';
import { Section } from '../../components/page.tsx';
import { Skeleton } from '../../components/query-view.tsx';
import { loadYamlView } from '../../early/part-code.ts';

const YamlView = lazyComponent(loadYamlView);

/** The spec with every default filled in: enough to run the same again elsewhere. */
export function SpecSection({ spec, children }: { spec: unknown; children?: ReactNode }) {
  const section = { title: 'Resolved spec', hint: 'Every default filled in' };
  return (
    <Suspense
      fallback={
        <Section {...section}>
          <Skeleton lines={6} />
        </Section>
      }
    >
      <Section {...section}>
        <YamlView value={spec} label="Resolved spec as YAML" />
      </Section>
      {/* Not before the text, which would push it down. */}
      {children}
    </Suspense>
  );
}
