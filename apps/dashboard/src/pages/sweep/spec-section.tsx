import { Suspense } from 'react';
import { lazyComponent } from '../../api/lazy-component.ts';
import { Section } from '../../components/page.tsx';
import { Skeleton } from '../../components/query-view.tsx';

const YamlView = lazyComponent(() => import('../../components/yaml-view.tsx'));

/** The spec with every default filled in: enough to run the same again elsewhere. */
export function SpecSection({ spec }: { spec: unknown }) {
  return (
    <Section title="Resolved spec" hint="Every default filled in">
      <Suspense fallback={<Skeleton lines={6} />}>
        <YamlView value={spec} label="Resolved spec as YAML" />
      </Suspense>
    </Section>
  );
}
