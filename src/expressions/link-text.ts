/** Writes a link as text: its text, with the address in brackets where that says more. */

/**
 * Pages of GitHub whose address says no more than their name: pull requests, issues, discussions,
 * commits, and comparisons.
 */
const PAGE =
  /^https?:\/\/[^/]+\/([\w.-]+\/[\w.-]+)\/(?:(?:pull|issues|discussions)\/(\d+)|commit\/([0-9a-f]{7})[0-9a-f]*|compare\/([^\s?#]+))(?:\/(?:files|commits|checks))?\/?(?:[?#]\S*)?$/i;

/**
 * @param repository the `owner/name` of the repository; blank outside of a workflow.
 * @returns the text of a link; of a link without a text, the address, or the name of GitHub's page.
 */
export function linkText(text: string, url: string, repository: string): string {
  if (url === '') return text;
  const isBare = text === '' || isAddress(text, url);
  const page = PAGE.exec(url);
  if (page === null) return isBare ? text || url : `${text} (${url})`;
  if (!isBare) return text;
  const [, owner = '', number, commit, range] = page;
  const name = number === undefined ? `${commit ?? range}` : `#${number}`;
  const isOwn = owner.toLowerCase() === repository.toLowerCase();
  if (isOwn || repository === '') return name;
  return number === undefined ? `${owner}@${name}` : `${owner}${name}`;
}

/** An e-mail address needs no scheme, and neither does `www.example.com`. */
function isAddress(text: string, url: string): boolean {
  const forms = [url, decoded(url)];
  return forms.some((form) => [form, form.replace(/^mailto:|^https?:\/\//, '')].includes(text));
}

/** The parser encodes what an address cannot hold. */
function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
