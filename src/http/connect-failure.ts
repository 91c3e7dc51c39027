/** Describes failed connections: what happened, whether to try again, and what to do. */

import type { NoResponse } from './http.ts';

/** @returns an error's code and text, and those of the errors inside an AggregateError. */
export function describeError(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(describeError))].join('; ');
  }
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // OpenSSL's own: `thread:error:number:library:function:reason:source file:line:`.
  const [, reason] = /^[0-9A-F]+:error:[^:]*:[^:]*:[^:]*:([^:]*):/.exec(error.message) ?? [];
  const message = (reason ?? error.message)
    // Advice for whoever starts Node.js, which the user of an action does not.
    .replace(/; if the root CA is installed locally.*/s, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (message === '') return code || error.name;
  return code === '' || message.includes(code) ? message : `${code}: ${message}`;
}

/** @returns whether the same would happen again: a bad certificate, a proxy that forbids. */
export function isLastingFailure({ cause, proxyStatus }: NoResponse): boolean {
  return (
    cause === 'certificate' ||
    cause === 'proxy-settings' ||
    proxyStatus === 403 ||
    proxyStatus === 407
  );
}

/** @returns what to do. */
export function connectHint({ cause, detail, proxyStatus }: NoResponse): string {
  if (detail.includes('CERT_NOT_YET_VALID')) {
    return 'Check the clock of the runner: the certificate of the host is not valid yet.';
  }
  if (/CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID/.test(detail)) {
    return 'Check `region` or `base-url`. If the host is right, contact its operator.';
  }
  if (cause === 'certificate') {
    return 'If a private certificate authority issued the certificate, set the environment variable NODE_EXTRA_CA_CERTS of the job to the path of its certificate.';
  }
  if (proxyStatus === 407) return 'Set a valid user name and password in HTTPS_PROXY.';
  if (proxyStatus !== undefined) {
    return 'Check HTTPS_PROXY and NO_PROXY, and that the proxy allows this host.';
  }
  if (cause === 'proxy' || cause === 'proxy-settings') {
    return 'Check HTTPS_PROXY and NO_PROXY, and that the proxy is running.';
  }
  return 'Check `region` or `base-url`, and the network, firewall, and proxy (HTTPS_PROXY) of the runner.';
}
