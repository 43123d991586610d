import { expect, test } from 'vitest';
import { type Circumstances, chooseIdentity, commandAs } from './identity.ts';

const NOBODY = { name: 'nobody', uid: 65534, gid: 65534 };
const POSTGRES = { name: 'postgres', uid: 101, gid: 104 };

function root(overrides: Partial<Circumstances>): Circumstances {
  return { isRoot: true, canUseNamespace: () => false, findAccount: () => undefined, ...overrides };
}

test('an ordinary user runs the server itself', () => {
  expect(chooseIdentity({ ...root({}), isRoot: false })).toEqual({ kind: 'self' });
});

test('root prefers a user namespace, then the postgres account, then nobody', () => {
  const accounts = [POSTGRES, NOBODY];
  const findAccount = (name: string) => accounts.find((account) => account.name === name);
  expect(chooseIdentity(root({ canUseNamespace: () => true, findAccount }))).toEqual({ kind: 'namespace' });
  expect(chooseIdentity(root({ findAccount }))).toEqual({ kind: 'account', account: POSTGRES });
  accounts.shift();
  expect(chooseIdentity(root({ findAccount }))).toEqual({ kind: 'account', account: NOBODY });
});

test('root with no way to drop privileges is told what to do', () => {
  expect(() => chooseIdentity(root({}))).toThrow(
    expect.objectContaining({
      code: 'database_unavailable',
      message: expect.stringMatching(/root.*DATABASE_URL/s),
    }),
  );
});

test('a command runs under its identity, without the PG variables of the caller', () => {
  const inNamespace = commandAs({ kind: 'namespace' }, '/bin/postgres', ['-D', 'data']);
  expect([inNamespace.command, ...inNamespace.args].join(' ')).toMatch(
    /^unshare .*-- \/bin\/postgres -D data$/,
  );
  expect(commandAs({ kind: 'account', account: POSTGRES }, '/bin/postgres', []).options).toMatchObject({
    uid: 101,
    gid: 104,
  });
  expect(Object.keys(inNamespace.options.env ?? {}).sort()).toEqual(['LC_ALL', 'PATH', 'TZ']);
});
