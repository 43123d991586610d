import { expect, it } from 'vitest';
import { loadPatiently } from './lazy-component.ts';

/** Answers in turn; what throws is a failure. */
function surroundings(replies: boolean[], mayReload = true) {
  const seen: string[] = [];
  return {
    seen,
    serverAnswers: async () => replies.shift() ?? true,
    reload: () => {
      seen.push('reload');
      return mayReload;
    },
    pause: async () => void seen.push('pause'),
  };
}

function failing(times: number) {
  let left = times;
  return async () => {
    if (left-- > 0) throw new TypeError('Failed to fetch dynamically imported module');
    return 'the page';
  };
}

it('waits for a server that is away', async () => {
  const around = surroundings([false, false]);
  expect(await loadPatiently(failing(2), around)).toBe('the page');
  expect(around.seen).toEqual(['pause', 'pause']);
});

it('tries once more when the server answers, before it loads the whole page anew', async () => {
  const quick = surroundings([true]);
  expect(await loadPatiently(failing(1), quick)).toBe('the page');
  expect(quick.seen).toEqual([]);
  const upgraded = surroundings([true]);
  await loadPatiently(failing(2), upgraded);
  expect(upgraded.seen).toEqual(['reload', 'pause']);
});

it('gives up where a new page does not have the code either', async () => {
  await expect(loadPatiently(failing(9), surroundings([true], false))).rejects.toThrow('Failed to fetch');
});
