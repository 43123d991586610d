import { type ArtifactDetail, EXAMPLE_PICTURES, isTerminal, type JobDetail } from '@yoto/core';
import { useState } from 'react';
import { serverUrl } from '../../api/base-path.ts';
import { Section } from '../../components/page.tsx';
import { Skeleton } from '../../components/query-view.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { type ShownSheet, sectionsOf } from '../../pictures/gallery.ts';
import { PictureGallery } from '../../pictures/picture-gallery.tsx';
import { useManifests } from '../../pictures/use-manifests.ts';

/** What the job's model shows of itself, and what it made of single examples. */
export function JobPictures({ job }: { job: JobDetail }) {
  const { sheets, isLoading, error } = useManifests([{ jobId: job.id, artifacts: job.artifacts }]);
  const own = sheets.get(job.id);
  const examples = job.artifacts.filter(({ name }) => name.startsWith(EXAMPLE_PICTURES));
  if (isLoading || error)
    return (
      <Section title="Pictures">
        {isLoading && <Skeleton lines={6} />}
        {error && <p className="hint">The list of the pictures cannot be read: {error.message}</p>}
      </Section>
    );
  if (own || examples.length > 0)
    return (
      <>
        {own && <Sheets job={job} sheets={own} />}
        {examples.length > 0 && <ExamplePictures pictures={examples} />}
      </>
    );
  return (
    <Section title="Pictures">
      <p className="hint">
        {isTerminal(job.state)
          ? 'This job made no pictures.'
          : 'None yet: they are made when the job completes.'}
      </p>
    </Section>
  );
}

function Sheets({ job, sheets }: { job: JobDetail; sheets: ShownSheet[] }) {
  const [chosen, setChosen] = useState<string>();
  const models = [{ name: job.group, kind: job.kind === 'yoto' ? job.kind : ('fixed' as const), sheets }];
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
      <PictureGallery models={models} section={section?.name ?? ''} />
    </Section>
  );
}

/** Also of what has no sheets, such as a codec. */
function ExamplePictures({ pictures }: { pictures: readonly ArtifactDetail[] }) {
  return (
    <Section title="Single examples" hint="Large pictures are shown by their middle">
      <div className="example-pictures">
        {pictures.map(({ name, url, sha256 }) => (
          <figure key={sha256 + name}>
            <a href={serverUrl(url)} target="_blank" rel="noreferrer">
              <img src={serverUrl(url)} alt={captionOf(name)} loading="lazy" />
            </a>
            <figcaption>{captionOf(name)}</figcaption>
          </figure>
        ))}
      </div>
    </Section>
  );
}

/** e.g. `Example 1, original` of `examples/0/original.png`. */
function captionOf(name: string): string {
  const [example = '', ...rest] = name.slice(EXAMPLE_PICTURES.length).split('/');
  const at = rest.join('/').replace(/\.\w+$/, '');
  return Number.isInteger(Number(example)) ? `Example ${Number(example) + 1}, ${at}` : `${example} ${at}`;
}
