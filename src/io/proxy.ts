/** The address of a request in, the proxy that the environment prescribes for it out. */

import { isIP } from 'node:net';
import { checkBypass } from '@actions/http-client/lib/proxy';

/** A proxy, and what it wants to know of us. */
export interface ProxyServer {
  /** Without credentials. */
  readonly url: URL;
  /** Blank where the variable has none. */
  readonly user: string;
  readonly password: string;
}

/**
 * The proxy for an address, from `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` in both spellings.
 * Loopback never has one.
 * @returns nothing for a direct connection, or what is wrong with the variable.
 */
export function proxyFor(target: URL): ProxyServer | string | undefined {
  const asked = new URL(target);
  // The library takes every name that begins with 127. for loopback, and would go around the proxy.
  if (asked.hostname.startsWith('127.') && isIP(asked.hostname) === 0) {
    asked.hostname = `not-${asked.hostname}`;
  }
  const name = asked.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const value = fromEnvironment(name);
  if (value === '' || checkBypass(asked)) return undefined;
  const proxy = parseProxy(value);
  if (proxy === undefined) return `${name} is not a URL such as http://proxy.example:3128`;
  if (/^https?:$/.test(proxy.url.protocol)) return proxy;
  return `${name} names a ${proxy.url.protocol}// proxy; only http:// and https:// ones are supported`;
}

/** @returns the passwords of all proxies in the environment, as written and as sent. */
export function proxyPasswords(): readonly string[] {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'];
  return [...names, ...names.map((name) => name.toLowerCase())].flatMap((name) => {
    const value = process.env[name] ?? '';
    const written = /^(?:[^/]*\/\/)?[^/@]*?:([^/]*)@/.exec(value)?.[1] ?? '';
    return [written, parseProxy(value)?.password ?? ''].filter((password) => password !== '');
  });
}

function fromEnvironment(name: string): string {
  return process.env[name.toLowerCase()] || process.env[name] || '';
}

function parseProxy(value: string): ProxyServer | undefined {
  const text = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const proxy = { user: decoded(url.username), password: decoded(url.password), url };
  url.username = '';
  url.password = '';
  return url.hostname === '' ? undefined : proxy;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
