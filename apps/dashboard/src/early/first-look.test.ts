import { expect, it } from 'vitest';
import { firstLook } from './first-look.ts';

const ID = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab';
const answersOf = (path: string, search = '') => firstLook(path, new URLSearchParams(search)).answers;

it('asks for what the part of the address shows, on the axes that it names', () => {
  const query = 'comparison?x=kl&base=a%3D1&intervals=ready';
  expect(answersOf(`/sweeps/${ID}/analysis`, `base=a%3D1&x=kl&hidden=b`)).toEqual([
    ...['/ready', `/sweeps/${ID}`, `/sweeps/${ID}/${query}`, `/sweeps/${ID}/data`],
  ]);
  expect(answersOf('/compare', `of=${ID}:grid`)).toEqual([
    ...['/ready', `/sweeps/${ID}`, `/comparison?of=${ID}%3Agrid&intervals=ready`, '/tasks'],
  ]);
  expect(answersOf('/compare', `of=${ID}:a&of=${ID}:b`)).toEqual(['/ready', `/sweeps/${ID}`, '/tasks']);
});

it('asks for the usual curve of a job, unless the address wants another', () => {
  const usual = `/curves?job=${ID}&name=loss&maxPoints=400`;
  expect(answersOf(`/jobs/${ID}/`)).toContain(usual);
  expect(answersOf(`/jobs/${ID}`, 'metric=kl')).not.toContain(usual);
  expect(answersOf(`/jobs/${ID}/log`)).toEqual(['/ready', `/jobs/${ID}`]);
});

it('asks only whether the server is there where the address leads nowhere', () => {
  for (const path of [
    '/nowhere',
    '/sweeps/1',
    `/sweeps/${ID}/none`,
    `/sweeps/${ID}/jobs/more`,
    `/sweeps/${ID}/constructor`,
  ])
    expect(firstLook(path, new URLSearchParams())).toEqual({ code: [], answers: ['/ready'] });
});
