/** Certificates for one test run, made by openssl on the spot; none of them is ever stored. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a TLS server presents. */
export interface Keys {
  readonly key: string;
  readonly cert: string;
}

/** A private certificate authority. */
export interface Authority {
  /** In PEM, as `NODE_EXTRA_CA_CERTS` takes it. */
  readonly certificate: string;
  /** @param names such as `DNS:localhost` or `IP:127.0.0.1`. */
  readonly issue: (names: readonly string[], days?: number) => Keys;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** @returns an authority that nobody trusts unless told to. */
export function createAuthority(name = 'Test authority'): Authority {
  const authority = selfSigned(name, []);
  return {
    certificate: authority.cert,
    issue: (names, days = 2) =>
      inFolder((folder, read) => {
        const [request, issuer] = [join(folder, 'request.pem'), join(folder, 'issuer.pem')];
        const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
        writeFileSync(issuer, authority.cert + authority.key);
        openssl('req', '-new', ...newKey, ...subject(names), '-keyout', key, '-out', request);
        const signing = ['-CA', issuer, '-CAkey', issuer, '-set_serial', '2'];
        const rest = ['-days', String(days), '-copy_extensions', 'copy', '-out', cert];
        openssl('x509', '-req', '-in', request, ...signing, ...rest);
        return { key: read(key), cert: read(cert) };
      }),
  };
}

/** @returns a certificate that is its own issuer. */
export function selfSigned(name: string, names: readonly string[]): Keys {
  return inFolder((folder, read) => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const about = names.length === 0 ? ['-subj', `/CN=${name}`] : subject(names);
    openssl('req', '-x509', ...newKey, ...about, '-days', '2', '-keyout', key, '-out', cert);
    return { key: read(key), cert: read(cert) };
  });
}

function subject(names: readonly string[]): readonly string[] {
  return ['-subj', '/CN=test', '-addext', `subjectAltName=${names.join(',')}`];
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'ignore' });
}

function inFolder<T>(use: (folder: string, read: (path: string) => string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  try {
    return use(folder, (path) => readFileSync(path, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
