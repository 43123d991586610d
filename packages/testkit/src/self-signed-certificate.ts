import { spawnSync } from 'node:child_process';
import path from 'node:path';

export interface CertificateFiles {
  cert: string;
  key: string;
}

/** For `test.skipIf(!isOpensslInstalled())`. */
export function isOpensslInstalled(): boolean {
  return spawnSync('openssl', ['version']).status === 0;
}

/** Makes a certificate for localhost (not for 127.0.0.1) that no authority has signed, and its key, in `dir`. */
export function selfSignedCertificate(dir: string): CertificateFiles {
  const cert = path.join(dir, 'self-signed.crt');
  const key = path.join(dir, 'self-signed.key');
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
  ]);
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
  return { cert, key };
}
