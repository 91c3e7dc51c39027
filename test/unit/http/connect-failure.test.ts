import { describe, expect, it } from 'vitest';
import { connectHint, isLastingFailure } from '../../../src/http/connect-failure.ts';
import type { NoResponse } from '../../../src/http/http.ts';

type Facts = Partial<NoResponse>;

describe('a connection that cannot be opened', () => {
  it.each<[name: string, facts: Facts, advice: string, isLasting: boolean]>([
    [
      'a certificate of a private authority',
      { cause: 'certificate', detail: 'SELF_SIGNED_CERT_IN_CHAIN' },
      'set the environment variable NODE_EXTRA_CA_CERTS of the job',
      true,
    ],
    [
      'an expired certificate',
      { cause: 'certificate', detail: 'CERT_HAS_EXPIRED: certificate has expired' },
      'Check `region` or `base-url`. If the host is right, contact its operator.',
      true,
    ],
    [
      'a certificate of another host',
      { cause: 'certificate', detail: 'ERR_TLS_CERT_ALTNAME_INVALID: …' },
      'contact its operator',
      true,
    ],
    [
      'a certificate of the future',
      { cause: 'certificate', detail: 'CERT_NOT_YET_VALID: certificate is not yet valid' },
      'Check the clock of the runner',
      true,
    ],
    [
      '407',
      { cause: 'proxy', proxyStatus: 407 },
      'a valid user name and password in HTTPS_PROXY',
      true,
    ],
    ['403', { cause: 'proxy', proxyStatus: 403 }, 'that the proxy allows this host', true],
    ['502', { cause: 'proxy', proxyStatus: 502 }, 'that the proxy allows this host', false],
    ['no proxy there', { cause: 'proxy' }, 'that the proxy is running', false],
    [
      'a variable that is no URL',
      { cause: 'proxy-settings' },
      'Check HTTPS_PROXY and NO_PROXY',
      true,
    ],
    [
      'anything else',
      {},
      'Check `region` or `base-url`, and the network, firewall, and proxy',
      false,
    ],
  ])('%s has its advice', (_, facts, advice, isLasting) => {
    const failure = { cause: 'network', detail: '', ...facts } as const;
    expect(connectHint(failure)).toContain(advice);
    expect(isLastingFailure(failure)).toBe(isLasting);
  });
});
