import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ensureApplicationRole } from './application-role.ts';
import { findBinaries } from './binaries.ts';
import { clusterIn, ensureCluster } from './cluster.ts';
import { createDatabase } from './connection.ts';
import { assertReachable, chooseIdentity, giveTo, letPass } from './identity.ts';
import { adoptServer, startServer, stopServer } from './server.ts';

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)(
  'root without user namespaces runs the server as another account (needs root)',
  async () => {
    const stateDir = mkdtempSync(path.join(tmpdir(), 'yoto-pg-'));
    onTestFinished(() => rmSync(stateDir, { recursive: true, force: true }));
    const dir = path.join(stateDir, 'postgres');
    mkdirSync(dir);
    const binaries = await findBinaries();
    const identity = chooseIdentity({
      isRoot,
      canUseNamespace: () => false,
      findAccount: (name) => (name === 'nobody' ? { name, uid: 65534, gid: 65534 } : undefined),
    });
    expect(() => assertReachable(identity, dir, binaries.postgres)).toThrow(/nobody.*cannot reach/s);
    giveTo(identity, dir);
    expect(() => assertReachable(identity, dir, binaries.postgres)).toThrow(/nobody.*cannot reach/s);
    letPass(identity, [stateDir]);
    expect(statSync(stateDir).mode & 0o777).toBe(0o710);
    assertReachable(identity, dir, binaries.postgres);

    const cluster = clusterIn(dir, 'yoto');
    await ensureCluster(cluster, binaries.initdb, identity);
    const server = await startServer(cluster, binaries.postgres, identity, 56_200, {});
    onTestFinished(() => stopServer(cluster, server.pid));
    expect(statSync(cluster.dataDir).uid).toBe(65534);
    await ensureApplicationRole(cluster, server.port, identity);
    await createDatabase(cluster, server.port, 'app', undefined);
    expect(await adoptServer(cluster)).toEqual(server);
    await stopServer(cluster, server.pid);
    expect(await adoptServer(cluster)).toBeUndefined();
  },
  60_000,
);
