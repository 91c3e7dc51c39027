import { describe, expect, it } from 'vitest';
import { proxyFor, proxyPasswords } from '../../src/io/proxy.ts';
import { setProxyEnvironment } from '../support/proxy-environment.ts';

type Environment = Readonly<Record<string, string>>;

const upstream = 'https://api.walkme.com/public';

/** The proxy as `host user password`, or nothing. */
function chosen(env: Environment, target = upstream): string | undefined {
  setProxyEnvironment(env);
  const proxy = proxyFor(new URL(target));
  if (proxy === undefined) return undefined;
  expect(proxy.url.href).not.toContain('@');
  return [proxy.url.origin, proxy.user, proxy.password].join(' ').trim();
}

describe('the variable', () => {
  it.each([
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://one:3128' }, 'http://one:3128'],
    ['https_proxy', { https_proxy: 'http://two:3128' }, 'http://two:3128'],
    [
      'https_proxy rather than HTTPS_PROXY',
      { HTTPS_PROXY: 'http://one:3128', https_proxy: 'http://two:3128' },
      'http://two:3128',
    ],
    [
      'HTTPS_PROXY if https_proxy is blank',
      { HTTPS_PROXY: 'http://one:3128', https_proxy: '' },
      'http://one:3128',
    ],
  ])('%s serves https', (_, env, proxy) => {
    expect(chosen(env)).toBe(proxy);
  });

  it.each([
    ['HTTP_PROXY', { HTTP_PROXY: 'http://one:3128' }],
    ['http_proxy', { http_proxy: 'http://one:3128' }],
    ['ALL_PROXY', { ALL_PROXY: 'http://one:3128' }],
    ['nothing', {}],
  ])('%s does not apply to https', (_, env: Environment) => {
    expect(chosen(env)).toBe(undefined);
  });

  it.each([
    ['HTTP_PROXY', { HTTP_PROXY: 'http://one:3128' }],
    ['http_proxy', { http_proxy: 'http://one:3128', HTTP_PROXY: 'http://no:1' }],
  ])('%s serves http', (_, env) => {
    expect(chosen(env, 'http://ghe.example/api/v3')).toBe('http://one:3128');
  });
});

describe('the value', () => {
  it.each([
    ['without a scheme', 'proxy.example:3128', 'http://proxy.example:3128'],
    ['without a scheme, a name of one word', 'proxy:3128', 'http://proxy:3128'],
    ['without a scheme, an address', '10.0.0.1:3128', 'http://10.0.0.1:3128'],
    ['without a scheme or port', 'proxy.example', 'http://proxy.example'],
    ['without a scheme, with credentials', 'ada:pw@proxy:3128', 'http://proxy:3128 ada pw'],
    ['with a path', 'http://proxy.example:3128/', 'http://proxy.example:3128'],
    ['for TLS to the proxy', 'https://proxy.example', 'https://proxy.example'],
    ['with IPv6', 'http://[fd00::1]:3128', 'http://[fd00::1]:3128'],
    ['with a user only', 'http://ada@proxy:3128', 'http://proxy:3128 ada'],
    ['with a password', 'http://ada:geheim@proxy:3128', 'http://proxy:3128 ada geheim'],
    [
      'with escapes in it',
      'http://a%40b:p%3A%2F%40%25%C3%A4@proxy:3128',
      'http://proxy:3128 a@b p:/@%ä',
    ],
    ['with a stray percent sign', 'http://ada:50%x@proxy:3128', 'http://proxy:3128 ada 50%x'],
    ['with a stray @', 'http://ada:p@ss@proxy:3128', 'http://proxy:3128 ada p@ss'],
    ['with a domain', 'http://CORP\\ada:pw@proxy:3128', 'http://proxy:3128 CORP\\ada pw'],
    ['with a slash', 'http://ada:pa/ss@proxy:3128', 'http://proxy:3128 ada pa/ss'],
    ['with two slashes', 'ada:pa://ss@proxy:3128', 'http://proxy:3128 ada pa://ss'],
    ['with a number sign', 'http://ada:pa#ss@proxy:3128/', 'http://proxy:3128 ada pa#ss'],
    ['with a question mark', 'http://a?a:p?s@proxy:3128', 'http://proxy:3128 a?a p?s'],
    ['with a colon', 'http://ada:p:ss:@proxy:3128', 'http://proxy:3128 ada p:ss:'],
    [
      'with Latin-1 beside an escape',
      'http://a:%40%E4%ff@proxy:3128',
      'http://proxy:3128 a @%E4%ff',
    ],
    ['in quotes', ' "http://ada:p\'w@proxy:3128" ', "http://proxy:3128 ada p'w"],
    ['after a quote', '"http://ada:p?w@proxy', 'http://proxy ada p?w'],
    ['in single quotes', "' proxy:3128 '", 'http://proxy:3128'],
  ])('%s', (_, value, proxy) => {
    expect(chosen({ HTTPS_PROXY: value })).toBe(proxy);
  });

  it.each([
    ['socks5://ada:geh/eim@proxy:1080', 'HTTPS_PROXY has a scheme other than http:// and https://'],
    ['ftp://proxy:21', 'HTTPS_PROXY has a scheme other than http:// and https://'],
    ['http://', 'HTTPS_PROXY is not a URL'],
    ['http://proxy:port', 'HTTPS_PROXY is not a URL'],
    ['http://ada:geh/eim@proxy:port', 'HTTPS_PROXY is not a URL'],
    ['http://ada:geh#eim@', 'HTTPS_PROXY is not a URL'],
    ['file:///proxy', 'HTTPS_PROXY is not a URL'],
    ['proxy:99999', 'HTTPS_PROXY is not a URL'],
    ['two words', 'HTTPS_PROXY is not a URL'],
    ['://proxy', 'HTTPS_PROXY is not a URL'],
  ])('%s is refused, never quoted, never passed over for a direct connection', (value, message) => {
    expect(() => chosen({ HTTPS_PROXY: value })).toThrow(message);
    expect(() => chosen({ HTTPS_PROXY: value })).toThrow(/^(?!.*(?:ada|geh|eim))/);
  });

  it.each(['', ' ', '\t\n', '""', "' '"])('%j is the same as none', (value) => {
    expect(chosen({ HTTPS_PROXY: value })).toBe(undefined);
    expect(chosen({ https_proxy: value, HTTPS_PROXY: 'proxy:1' })).toBe('http://proxy:1');
  });
});

describe('NO_PROXY', () => {
  it.each([
    ['the host', 'api.walkme.com'],
    ['the host in another case', 'API.WalkMe.com'],
    ['a domain above it', 'walkme.com'],
    ['a domain with a dot before it', '.walkme.com'],
    ['the host with the port', 'api.walkme.com:443'],
    ['the domain with the port', '.walkme.com:443'],
    ['everything', '*'],
    ['the host with a dot before it', '.api.walkme.com'],
    ['the host with a dot before it and the port', '.api.walkme.com:443'],
    ['a wildcard', '*.walkme.com'],
    ['a wildcard with the port', '*.walkme.com:443'],
    ['the host as a wildcard', '*.api.walkme.com'],
    ['a list with blanks only', 'one.example  api.walkme.com\ttwo.example'],
    ['a list with blanks', 'one.example , api.walkme.com ,,two.example'],
  ])('with %s goes around the proxy', (_, list) => {
    const HTTPS_PROXY = 'http://proxy:3128';
    expect(chosen({ HTTPS_PROXY, NO_PROXY: list })).toBe(undefined);
    expect(chosen({ HTTPS_PROXY, no_proxy: list })).toBe(undefined);
  });

  it.each([
    ['nothing', ''],
    ['another host', 'eu-api.walkme.com'],
    ['a part of a label', 'me.com'],
    ['a domain below it', 'x.api.walkme.com'],
    ['another port', 'api.walkme.com:8443'],
    ['the beginning of the name', 'api.walkme'],
    ['a wildcard for a part of a label', '*me.com'],
    ['a wildcard of another domain', '*.example.com'],
    ['a wildcard with another port', '*.walkme.com:8443'],
    ['a dot', '.'],
    ['a wildcard of nothing', '*.'],
  ])('with %s does not', (_, list) => {
    const env = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: list };
    expect(chosen(env)).toBe('http://proxy:3128');
  });

  it('counts in lower case first', () => {
    const HTTPS_PROXY = 'http://proxy:3128';
    const env = { HTTPS_PROXY, no_proxy: 'other.example', NO_PROXY: 'api.walkme.com' };
    expect(chosen(env)).toBe('http://proxy:3128');
  });

  it('goes around a proxy whose variable is wrong', () => {
    expect(chosen({ HTTPS_PROXY: 'socks5://proxy', NO_PROXY: '*' })).toBe(undefined);
  });

  it('compares the port that the address names', () => {
    const env = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'walkme.com:8443' };
    expect(chosen(env, 'https://api.walkme.com:8443/')).toBe(undefined);
    expect(chosen(env, 'https://api.walkme.com/')).toBe('http://proxy:3128');
  });
});

describe('NO_PROXY with addresses', () => {
  const HTTPS_PROXY = 'http://proxy:3128';

  it.each([
    ['https://10.0.0.1/', '10.0.0.1'],
    ['https://10.0.0.1:8443/', '10.0.0.1:8443'],
    ['https://[fd00::1]/', '[fd00::1]'],
    ['https://[fd00::1]/', 'fd00::1'],
    ['https://[fd00::1]:8443/', '[FD00::1]:8443'],
  ])('%s goes around the proxy with %s', (target, list) => {
    expect(chosen({ HTTPS_PROXY, NO_PROXY: list }, target)).toBe(undefined);
  });

  it.each([
    ['https://10.0.0.1/', '0.0.1'],
    ['https://10.0.0.1/', '.0.0.1'],
    ['https://10.0.0.1/', '10.0.0.1:8443'],
    ['https://[fd00::1]/', '::1'],
  ])('%s does not with %s', (target, list) => {
    expect(chosen({ HTTPS_PROXY, NO_PROXY: list }, target)).toBe(HTTPS_PROXY);
  });
});

describe('loopback', () => {
  const env = { HTTPS_PROXY: 'http://proxy:3128', HTTP_PROXY: 'http://proxy:3128' };

  it.each([
    'http://localhost:8080',
    'https://LOCALHOST',
    'http://127.0.0.1:1',
    'http://127.0.0.1',
    'http://127.8.9.10',
    'http://127.1',
    'http://0x7f000001',
    'http://[::1]:8080',
    'https://[0:0:0:0:0:0:0:1]',
  ])('%s never has a proxy', (url) => {
    expect(chosen(env, url)).toBe(undefined);
  });

  it.each([
    'https://127.evil.com',
    'https://127.0.0.1.evil.com',
    'https://localhost.evil.com',
    'https://notlocalhost',
    'https://localhost.',
    'https://128.0.0.1',
    'https://[::2]',
  ])('%s only looks like it', (url) => {
    expect(chosen(env, url)).toBe('http://proxy:3128');
  });
});

describe('passwords', () => {
  it.each([
    ['none', {}, []],
    ['none, with a user', { HTTPS_PROXY: 'http://ada@proxy:3128' }, []],
    ['none, with a port', { HTTPS_PROXY: 'proxy:3128' }, []],
    ['one', { HTTPS_PROXY: 'http://ada:geheim@proxy:3128' }, ['geheim', 'geheim']],
    ['one without a scheme', { https_proxy: 'ada:geheim@proxy:3128' }, ['geheim', 'geheim']],
    ['one in an unknown scheme', { ALL_PROXY: 'socks5://a:geheim@proxy' }, ['geheim', 'geheim']],
    ['as written and as meant', { HTTPS_PROXY: 'http://a:p%40ss@proxy' }, ['p%40ss', 'p@ss']],
    ['with a stray @', { HTTPS_PROXY: 'http://a:p@ss@proxy' }, ['p@ss', 'p@ss']],
    ['with a colon', { HTTPS_PROXY: 'http://a:p:ss@proxy' }, ['p:ss', 'p:ss']],
    ['with a slash', { HTTPS_PROXY: 'http://a:p/s#s?@proxy' }, ['p/s#s?', 'p/s#s?']],
    ['of a domain', { HTTPS_PROXY: '"http://C\\a:p%2fs@proxy"' }, ['p%2fs', 'p/s']],
    ['where the rest is no URL', { HTTPS_PROXY: 'a:p ss@pro xy:port' }, ['p ss', 'p ss']],
    [
      'in every variable, in both spellings',
      { HTTPS_PROXY: 'http://a:one@p', HTTP_PROXY: 'http://a:two@p', https_proxy: 'http://a:x@p' },
      ['one', 'one', 'two', 'two', 'x', 'x'],
    ],
  ] satisfies [string, Environment, string[]][])('%s', (_, env, passwords) => {
    setProxyEnvironment(env);
    expect(proxyPasswords()).toEqual(passwords);
  });
});
