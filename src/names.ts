/** Names that more than one station knows, and what to suggest when one is misspelled. */

/** The standard overrides, in the order of their documentation. */
export const standardOverrideNames = [
  'REPOSITORY',
  'REPOSITORY_URL',
  'REF_NAME',
  'HEAD_REF',
  'COMMIT_SHA',
  'COMMIT_SHORT_SHA',
  'COMMIT_URL',
  'COMMIT_MESSAGE',
  'ACTOR',
  'EVENT_NAME',
  'WORKFLOW',
  'JOB',
  'JOB_STATUS',
  'RUN_ID',
  'RUN_NUMBER',
  'RUN_ATTEMPT',
  'RUN_URL',
  'RELEASE_NAME',
  'RELEASE_TAG',
  'RELEASE_URL',
  'DEPLOYMENT_ENVIRONMENT',
  'DEPLOYMENT_STATE',
  'DEPLOYMENT_URL',
  'PULL_REQUEST_NUMBER',
  'PULL_REQUEST_TITLE',
  'PULL_REQUEST_URL',
  'ISSUE_NUMBER',
  'ISSUE_TITLE',
  'ISSUE_URL',
  'EVENT_TITLE',
  'EVENT_URL',
] as const;

/** The name of a standard override. */
export type StandardOverrideName = (typeof standardOverrideNames)[number];

/** The contexts that every payload file can use. */
export const builtInContexts = [
  'github',
  'env',
  'runner',
  'job',
  'matrix',
  'strategy',
  'needs',
] as const;

/** @returns an override key without the hashes that mark it in a template: `###URL###` is `URL`. */
export function withoutHashes(key: string): string {
  return key
    .trim()
    .replace(/^###(.*)###$/s, '$1')
    .trim();
}

/** @returns the known name nearest to a misspelled one, if any is near enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = simplified(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: distance(wanted, simplified(candidate)) }))
    .filter((entry) => entry.distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** @returns ` Did you mean …?` or nothing, to end a sentence with. */
export function didYouMean(name: string, known: readonly string[]): string {
  const candidate = nearest(name, known);
  return candidate === undefined ? '' : ` Did you mean \`${candidate}\`?`;
}

function simplified(name: string): string {
  return name.slice(0, 64).toLowerCase().replace(/[-_ ]/g, '');
}

/** Levenshtein distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length }, (_, index) => index + 1);
  let last = b.length;
  for (let i = 0; i < a.length; i++) {
    let diagonal = i;
    last = i + 1;
    row = row.map((above, j) => {
      const change = a[i] === b[j] ? diagonal : diagonal + 1;
      last = Math.min(last + 1, above + 1, change);
      diagonal = above;
      return last;
    });
  }
  return last;
}
