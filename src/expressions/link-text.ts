/** Writes a link as plain text, and shortens the addresses of changes on GitHub. */

/** The repository of a page. GitHub Enterprise Server has other hosts, so any host counts. */
const PAGE = /^https?:\/\/[^/?#\s]+\/([\w.-]+\/[\w.-]+)\/([a-z]+)\/([^?#\s]+)/;

const ADDRESS = /https?:\/\/[^\s<>"]+/g;

/** Ends the sentence around an address, rather than the address. */
const PUNCTUATION = /[.,;:!?)\]}'*]+$/;

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

/** @returns whether the text of a link is its address; an e-mail address needs no scheme. */
export function isAddress(text: string, url: string): boolean {
  return text === url.replace(/^mailto:/, '') || (text !== '' && url.endsWith(`//${text}`));
}

/** @returns the text with `#12` and the like for the addresses of changes in it. */
export function shortenAddresses(text: string, repository: string): string {
  return text.replace(ADDRESS, (found) => {
    const end = PUNCTUATION.exec(found)?.[0] ?? '';
    const change = changeOf(found.slice(0, found.length - end.length), repository);
    return change === undefined ? found : `${change}${end}`;
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
  switch (kind) {
    case 'pull':
    case 'issues':
    case 'discussions':
      return /^\d+(?=\/|$)/.exec(path)?.[0].replace(/^/, '#');
    case 'commit':
      return /^[0-9a-f]{7,64}(?=$|[./])/i.exec(path)?.[0].slice(0, 7);
    case 'compare':
      return path.includes('..')
        ? decoded(path).replace(/\b[0-9a-f]{40}\b/g, (sha) => sha.slice(0, 7))
        : undefined;
    default:
      return undefined;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Whether the text names the person already: `@login`. */
function isProfile(text: string, url: string): boolean {
  const login = text.replace(/^@|\[bot\]$/g, '');
  return text !== login && url.replace(/^https?:\/\/[^/]+\/(?:apps\/)?|\/$/g, '') === login;
}
