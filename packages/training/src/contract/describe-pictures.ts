/** The part of the contract suite that is about a task's pictures; skipped for tasks that have none. */
import { tf } from '@yoto/engine';
import { expect, type TestContext, test } from 'vitest';
import { makePictures } from '../pictures/make-pictures.ts';
import type { PictureSheet } from '../pictures/picture-sheet.ts';
import { shownLambdas } from '../pictures/shown-lambdas.ts';
import type { Session } from '../train/session.ts';
import type { Subject } from './contract-subject.ts';

export function describePictures({ fixedJob, yotoJob, filmJob, sameJob, look }: Subject): void {
  const sheetsOf = (session: Session, { skip }: TestContext): Promise<PictureSheet[]> => {
    if (!session.run.pictures) skip('the task has no pictures');
    return makePictures(session);
  };

  test('pictures are made with the lambdas to show, and a fixed job shows its own', async (context) => {
    for (const spec of [yotoJob, fixedJob]) {
      const sheets = await sheetsOf(await look(spec), context);
      const lambdas = sheets.flatMap(({ lambda }) => (lambda ? [lambda] : []));
      expect(sheets).not.toEqual([]);
      for (const lambda of lambdas) expect(shownLambdas(spec)).toContainEqual(lambda);
    }
  });
  test('pictures are a function of the weights and the spec', async (context) => {
    // As text: comparing pixel by pixel takes seconds.
    const written = async (session: Session) =>
      JSON.stringify((await sheetsOf(session, context)).map(asText));
    const first = await written(await look(yotoJob));
    expect((await written(await look(sameJob))) === first).toBe(true);
  });
  test('pictures of a model with film react to lambda, and leave no tensor behind', async (context) => {
    const session = await look(filmJob);
    const before = tf.memory().numTensors;
    const sheets = await sheetsOf(session, context);
    expect(tf.memory().numTensors).toBe(before);
    for (const name of new Set(sheets.flatMap((sheet) => (sheet.lambda ? [sheet.name] : [])))) {
      const ofName = sheets.filter((sheet) => sheet.name === name).map((sheet) => asText(sheet).pixels);
      if (ofName.length > 1) expect(ofName[0] === ofName.at(-1), name).toBe(false);
    }
  });
}

const asText = ({ pixels, ...sheet }: PictureSheet) => ({
  ...sheet,
  pixels: Buffer.from(pixels.buffer).toString('base64'),
});
