/** Chooses the proxy that the environment prescribes for a request. */

import { isIP } from 'node:net';
import { Fault } from '../diagnostics.ts';
import { isLoopback } from '../http/http.ts';
import { decoded } from '../text/format.ts';
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
  if (value === '' || isLoopback(target.hostname) || isExcluded(target)) return undefined;
  const { address, user, password } = splitProxy(value);
  const url = URL.parse(address);
  if (!url?.hostname) {
    throw new Fault(`${name} is not a URL such as http://proxy.example:3128`);
  }
  if (!/^https?:$/.test(url.protocol)) {
    throw new Fault(`${name} has a scheme other than http:// and https://`);
  }
  return { url, user: decodeEscapes(user), password: decodeEscapes(password) };
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
    const { password } = splitProxy(environmentValue(name));
    return password === '' ? [] : [password, decodeEscapes(password)];
  });
}

function fromEnvironment(name: string): string {
  return environmentValue(name.toLowerCase()) || environmentValue(name);
}

/** Quotes around a value come from files in which they are not syntax. */
function environmentValue(name: string): string {
  return (process.env[name] ?? '')
    .trim()
    .replace(/^["']|["']$/g, '')
    .trim();
}

/**
 * Splits a value, whatever user and password hold: they end at its last `@`. A URL would end them at
 * the first `/`, `?`, or `#`, and take a backslash for a slash.
 * @returns user and password as written, and what is a URL if the variable is right.
 */
function splitProxy(value: string): Omit<ProxyServer, 'url'> & { readonly address: string } {
  const [scheme = ''] = /^[a-z][a-z\d+.-]*:\/\//i.exec(value) ?? [];
  const end = value.lastIndexOf('@');
  const [user = '', ...rest] = value.slice(scheme.length, Math.max(scheme.length, end)).split(':');
  const host = value.slice(Math.max(scheme.length, end + 1));
  return { address: `${scheme || 'http://'}${host}`, user, password: rest.join(':') };
}

/** A stray percent sign stays. */
function decodeEscapes(text: string): string {
  return text.replace(/%[0-7][\da-f]|(?:%[89a-f][\da-f])+/gi, decoded);
}
