import { isTerminal, type JobDetail } from '@yoto/core';
import { useState } from 'react';
import { Section } from '../../components/page.tsx';
import { Skeleton } from '../../components/query-view.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { sectionsOf } from '../../pictures/gallery.ts';
import { PictureGallery } from '../../pictures/picture-gallery.tsx';
import { useManifests } from '../../pictures/use-manifests.ts';

/** What the job's model shows of itself. */
export function JobPictures({ job }: { job: JobDetail }) {
  const { sheets, isLoading, error } = useManifests([{ jobId: job.id, artifacts: job.artifacts }]);
  const [chosen, setChosen] = useState<string>();
  const own = sheets.get(job.id);
  if (!own)
    return (
      <Section title="Pictures">
        {isLoading ? (
          <Skeleton lines={6} />
        ) : (
          <p className="hint">
            {isTerminal(job.state)
              ? 'This job made no pictures.'
              : 'None yet: they are made when the job completes.'}
          </p>
        )}
      </Section>
    );
  const models = [
    { name: job.group, kind: job.kind === 'yoto' ? job.kind : ('fixed' as const), sheets: own },
  ];
  const sections = sectionsOf(models);
  const section = sections.find(({ name }) => name === chosen) ?? sections[0];
  return (
    <Section
      title="Pictures"
      hint="Made by the trained model with the same noise for every lambda"
      actions={
        section &&
        sections.length > 1 && (
          <Segmented
            label="Pictures to show"
            choices={sections.map(({ name, label }) => ({ value: name, label }))}
            value={section.name}
            onChange={setChosen}
          />
        )
      }
    >
      {isLoading && <Skeleton lines={6} />}
      {error && <p className="hint">The list of the pictures cannot be read: {error.message}</p>}
      {!isLoading && !error && <PictureGallery models={models} section={section?.name ?? ''} />}
    </Section>
  );
}
