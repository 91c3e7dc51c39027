/** Chooses the proxy that the environment prescribes for a request. */

import { isIP } from 'node:net';
import { Fault } from '../diagnostics.ts';
import { hostOf, portOf } from './addresses.ts';

/** A proxy and the credentials for it. */
export interface ProxyServer {
  /** Without credentials. */
  readonly url: URL;
  /** Blank where the variable has none. */
  readonly user: string;
  readonly password: string;
}

/**
 * Reads `HTTPS_PROXY`, `HTTP_PROXY`, and `NO_PROXY` in both spellings. Loopback never has a proxy.
 * @returns nothing for a direct connection.
 * @throws {Fault} if the variable cannot be used.
 */
export function proxyFor(target: URL): ProxyServer | undefined {
  const name = target.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const value = fromEnvironment(name);
  if (value === '' || isLoopback(hostOf(target)) || isExcluded(target)) return undefined;
  const proxy = parseProxy(value);
  if (proxy === undefined)
    throw new Fault(`${name} is not a URL such as http://proxy.example:3128`);
  const { protocol } = proxy.url;
  if (/^https?:$/.test(protocol)) return proxy;
  throw new Fault(
    `${name} has the scheme ${protocol}//, but only http:// and https:// are supported`,
  );
}

/** @returns whether an address or name, as a parsed URL spells it, is this machine. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Reads `NO_PROXY`: `*`, or hosts, each with an optional port. A name includes the names below it, with
 * `.` or `*.` before it as well.
 */
function isExcluded(target: URL): boolean {
  const { hostname } = target;
  const isName = isIP(hostOf(target)) === 0;
  const spellings = [hostOf(target), hostname, `${hostname}:${portOf(target)}`];
  const items = fromEnvironment('NO_PROXY')
    .toLowerCase()
    .split(/[\s,]+/);
  return items.some((item) => {
    const host = item.replace(/^\*?\./, '');
    if (item === '*' || spellings.includes(host)) return true;
    return isName && host !== '' && spellings.some((it) => it.endsWith(`.${host}`));
  });
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
