/** The part of the contract suite that is about a task's pictures; skipped for tasks that have none. */
import type { JobSpec } from '@yoto/core';
import { tf } from '@yoto/engine';
import { expect, type TestContext, test } from 'vitest';
import { makePictures } from '../pictures/make-pictures.ts';
import type { PictureSheet } from '../pictures/picture-sheet.ts';
import { shownLambdas } from '../pictures/shown-lambdas.ts';
import type { Subject } from './contract-subject.ts';

export function describePictures({ fixedJob, yotoJob, withSession }: Subject): void {
  const sheetsOf = (spec: JobSpec, { skip }: TestContext): Promise<PictureSheet[]> =>
    withSession(spec, async (session) => {
      if (!session.run.pictures) skip('the task has no pictures');
      return makePictures(session);
    });

  test('pictures are made with the lambdas to show, and a fixed job shows its own', async (context) => {
    for (const spec of [yotoJob, fixedJob]) {
      const sheets = await sheetsOf(spec, context);
      const lambdas = sheets.flatMap(({ lambda }) => (lambda ? [lambda] : []));
      expect(sheets).not.toEqual([]);
      for (const lambda of lambdas) expect(shownLambdas(spec)).toContainEqual(lambda);
    }
  });
  test('pictures are a function of the weights and the spec', async (context) => {
    // As text: comparing pixel by pixel takes seconds.
    const written = async () => JSON.stringify((await sheetsOf(yotoJob, context)).map(asText));
    const first = await written();
    expect((await written()) === first).toBe(true);
  });
  test('pictures of a model with film react to lambda, and leave no tensor behind', async (context) => {
    const conditioning = { ...yotoJob.conditioning, kind: 'film' as const };
    await withSession({ ...yotoJob, conditioning }, async (session) => {
      if (!session.run.pictures) context.skip('the task has no pictures');
      const before = tf.memory().numTensors;
      const sheets = await makePictures(session);
      expect(tf.memory().numTensors).toBe(before);
      for (const name of new Set(sheets.flatMap((sheet) => (sheet.lambda ? [sheet.name] : [])))) {
        const ofName = sheets.filter((sheet) => sheet.name === name).map((sheet) => asText(sheet).pixels);
        if (ofName.length > 1) expect(ofName[0] === ofName.at(-1), name).toBe(false);
      }
    });
  });
}

const asText = ({ pixels, ...sheet }: PictureSheet) => ({
  ...sheet,
  pixels: Buffer.from(pixels.buffer).toString('base64'),
});
