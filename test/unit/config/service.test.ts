import { describe, expect, it } from 'vitest';
import { parseBaseUrl } from '../../../src/config/service.ts';
import { parsed } from '../../support/parsing.ts';

describe('a base URL', () => {
  it.each<[string, string]>([
    ['https://api.example.com', 'https://api.example.com'],
    ['https://api.example.com/', 'https://api.example.com'],
    ['https://api.example.com/gate/way', 'https://api.example.com/gate/way'],
    ['https://api.example.com/gate/way//', 'https://api.example.com/gate/way'],
    ['https://api.example.com:8443/x', 'https://api.example.com:8443/x'],
    ['https://api.example.com:443', 'https://api.example.com'],
    ['HTTPS://API.Example.COM/Gate', 'https://api.example.com/Gate'],
    ['https://localhost.', 'https://localhost.'],
    ['https://127.0.0.1.evil.com', 'https://127.0.0.1.evil.com'],
    ['https://[2001:db8::1]/x', 'https://[2001:db8::1]/x'],
    ['https://api.example.com/a@b', 'https://api.example.com/a@b'],
    ['https://api.example.com/a/../b', 'https://api.example.com/b'],
    ['http://localhost', 'http://localhost'],
    ['HTTP://LOCALHOST:3000/x/', 'http://localhost:3000/x'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.255.255.254', 'http://127.255.255.254'],
    ['http://127.1', 'http://127.0.0.1'],
    ['http://0x7f.1', 'http://127.0.0.1'],
    ['http://2130706433', 'http://127.0.0.1'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
    ['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
  ])('%j is used as %j', async (text, expected) => {
    expect(await parsed(parseBaseUrl, text)).toEqual({ ok: true, value: expected });
  });

  const tls = 'must begin with https://';
  const form = 'must be a URL such as';
  it.each<[string, string]>([
    // Not encrypted, and not this machine.
    ['http://api.example.com', tls],
    ['http://127.evil.com', tls],
    ['http://127.0.0.1.evil.com', tls],
    ['http://127.0.0.1x', tls],
    ['http://evil127.0.0.1.nip.io', tls],
    ['http://localhost.', tls],
    ['http://localhost.evil.com', tls],
    ['http://evil.com/localhost', tls],
    ['http://localhost@evil.com', tls],
    ['http://128.0.0.1', tls],
    ['http://0.0.0.0', tls],
    ['http://10.0.0.1', tls],
    ['http://[::2]', tls],
    ['http://[::]', tls],
    ['http://[::ffff:127.0.0.1]', tls],
    // Query, fragment, credentials: not even empty ones.
    ['https://api.example.com?', 'query'],
    ['https://api.example.com/?a=b', 'query'],
    ['https://api.example.com/x?', 'query'],
    ['https://api.example.com#', 'fragment'],
    ['https://api.example.com/x#top', 'fragment'],
    ['https://user@api.example.com', 'user name'],
    ['https://user:password@api.example.com/x', 'user name or password'],
    ['https://:@api.example.com', 'user name'],
    ['https://@api.example.com', 'user name'],
    ['http://user@localhost', 'user name'],
    // No URL, or one that another reader may read differently.
    ['api.example.com', form],
    ['//api.example.com', form],
    ['https:api.example.com', form],
    ['https:/api.example.com', form],
    ['https:///api.example.com', form],
    ['https://', form],
    ['ftp://api.example.com', form],
    ['file:///etc/passwd', form],
    ['javascript:alert(1)', form],
    ['https://api.example .com', form],
    ['https://api.example.com/a b', form],
    ['https://api.example.com/a\tb', form],
    ['https://api.exa\nmple.com', form],
    ['https:\\\\api.example.com', form],
    ['https://\\api.example.com', form],
    ['https://api.example.com\\@evil.com', form],
    ['https://api.example.com/a\\b', form],
    ['https://api.example.com:0x1bb', form],
    ['https://api.example.com:99999', form],
    ['https://[::1', form],
    ['https://exa%20mple.com', form],
    ['us', form],
  ])('%j is refused: %s', async (text, reason) => {
    expect(await parsed(parseBaseUrl, text)).toEqual({
      ok: false,
      reasons: [expect.stringContaining(reason)],
    });
  });

  it.each(['https://u:hunter22@a.example', 'https://u:hunter22@a.example?x', 'hunter22'])(
    'is never echoed, since it may hold a password: %s',
    async (text) => {
      expect(JSON.stringify(await parsed(parseBaseUrl, text))).not.toContain('hunter22');
    },
  );
});
