/** Writes links and shortcodes as plain text. */

import { nameToEmoji } from 'gemoji';
import { decoded } from '../text/format.ts';
import { textAt } from '../text/property.ts';

/** The repository of a page. GitHub Enterprise Server has other hosts, so any host counts. */
const PAGE = /^https?:\/\/[^/?#\s]+\/([\w.-]+\/[\w.-]+)\/([a-z]+)\/([^?#\s]+)/;

/** An address, without what ends the sentence around it. */
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'*]/g;

/** Shortcodes, one after another. A colon beside them belongs to something else: `std::tada::x`, `/:id:/`. */
const SHORTCODES = /(?<![:/])(?::[\w+-]+:)+(?!:)/g;

/**
 * Writes a link as its text, with the address in brackets. A bare address is its own text, and a
 * link to a change or to a person on GitHub needs none.
 * @param repository the `owner/name` of the repository, whose pull requests are `#12`.
 */
export function linkText(text: string, url: string, repository: string): string {
  const change = changeOf(url, repository);
  if (text === '' || isAddress(text, url)) return change ?? (text || url);
  return change !== undefined || isProfile(text, url) ? text : `${text} (${url})`;
}

/** Whether the text of a link is its address; an e-mail address needs no scheme. */
function isAddress(text: string, url: string): boolean {
  const address = decoded(text);
  return address === url.replace(/^mailto:/, '') || url.endsWith(`//${address}`);
}

/** @returns the text with `#12` and the like for the addresses of changes in it. */
export function shortenAddresses(text: string, repository: string): string {
  return text.replace(ADDRESS, (found) => changeOf(found, repository) ?? found);
}

/** @returns the text with emoji. Unknown shortcodes stay as they are. */
export function withEmoji(text: string): string {
  return text.replace(SHORTCODES, (run, at: number) => {
    const around = text.charAt(at - 1) + text.charAt(at + run.length);
    // `12:100:30` is no shortcode.
    if (/^:\d+:$/.test(run) && /\w/.test(around)) return run;
    return run.replace(/:([\w+-]+):/g, (code, name: string) => textAt(nameToEmoji, name) || code);
  });
}

/** @returns `#12`, `abc1234`, or `v1...v2`, as GitHub shows such an address. */
function changeOf(url: string, repository: string): string | undefined {
  const [, owner = '', kind = '', path = ''] = PAGE.exec(url) ?? [];
  const name = changeName(kind, path);
  const isOwn = repository === '' || owner.toLowerCase() === repository.toLowerCase();
  if (name === undefined || isOwn) return name;
  return name.startsWith('#') ? `${owner}${name}` : `${owner}@${name}`;
}

function changeName(kind: string, path: string): string | undefined {
  if (/^(?:pull|issues|discussions)$/.test(kind)) {
    return /^\d+(?=\/|$)/.exec(path)?.[0].replace(/^/, '#');
  }
  if (kind === 'commit') return /^[0-9a-f]{7,64}(?=$|[./])/i.exec(path)?.[0].slice(0, 7);
  if (kind !== 'compare' || !path.includes('..')) return undefined;
  return decoded(path).replace(/\b[0-9a-f]{40}\b/g, (sha) => sha.slice(0, 7));
}

/** Whether the text names the person already: `@login`. */
function isProfile(text: string, url: string): boolean {
  const login = text.replace(/^@|\[bot\]$/g, '');
  return text !== login && url.replace(/^https?:\/\/[^/]+\/(?:apps\/)?|\/$/g, '') === login;
}
