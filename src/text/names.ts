/** Lists names that several stages use, and suggests one for a misspelled name. */

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
  'JOB_URL',
  'DURATION',
  'FAILED_JOBS',
  'PREVIOUS_RESULT',
  'EVENT_TITLE',
  'EVENT_URL',
] as const;

/** The name of a standard override. */
export type StandardOverrideName = (typeof standardOverrideNames)[number];

/** The standard overrides that only GitHub's API knows. They are added where they are listed by name. */
export const runOverrideNames = [
  'DURATION',
  'FAILED_JOBS',
  'PREVIOUS_RESULT',
] as const satisfies readonly StandardOverrideName[];

/** The contexts that every payload file can use. */
export const builtInContexts = [
  'github',
  'env',
  'runner',
  'job',
  'matrix',
  'strategy',
  'needs',
  'run',
] as const;

/** The members of the `run` context (interface, section 11). */
export const runMembers = [
  'result',
  'jobs',
  'failed',
  'url',
  'number',
  'sha',
  'seconds',
  'previous',
  'failures',
  'brokenSince',
  'authors',
  'changed',
] as const;

/** The name of a member of the `run` context. */
export type RunMember = (typeof runMembers)[number];

/** What a job can end as. */
export const jobResults = ['success', 'failure', 'cancelled', 'skipped'];

/** @returns whether `payload-file` names a ready-made payload file instead of a path. */
export function isBuiltin(payloadFile: string): boolean {
  return /^builtin:/i.test(payloadFile);
}

/** @returns an override key without the hashes that mark it in a template: `###URL###` is `URL`. */
export function withoutHashes(key: string): string {
  return key
    .trim()
    .replace(/^###(.*)###$/s, '$1')
    .trim();
}

/**
 * @returns the known name nearest to a misspelled one, if any is near enough to be meant: a few
 * letters away, else the shortest that is a part of it or the reverse, else one that begins alike.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = simplified(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const names = known.map((name) => ({ name, simple: simplified(name) }));
  const near = names
    .filter(({ simple }) => Math.abs(simple.length - wanted.length) <= limit)
    .map((it) => ({ ...it, distance: distance(wanted, it.simple) }))
    .filter((it) => it.distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0]?.name;
  const byPart = (isAlike: (a: string, b: string) => boolean): string | undefined =>
    names
      .filter(({ simple }) => isAlike(wanted, simple))
      .sort((a, b) => a.name.length - b.name.length)[0]?.name;
  return near ?? byPart(isPart) ?? byPart(beginsAlike);
}

/** Letters of a common part. Shorter parts are in too many names. */
const MIN_PART = 3;

function isPart(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= MIN_PART && (a.includes(b) || b.includes(a));
}

/** `failed` and `failure`: most letters are the same, up to the ending. */
function beginsAlike(a: string, b: string): boolean {
  const length = Math.ceil(a.length * 0.6);
  return length > MIN_PART && a.slice(0, length) === b.slice(0, length);
}

/** @returns ` Did you mean …?` or nothing, to end a sentence with. */
export function didYouMean(name: string, known: readonly string[]): string {
  const candidate = nearest(name, known);
  return candidate === undefined ? '' : ` Did you mean \`${candidate}\`?`;
}

function simplified(name: string): string {
  return name.slice(0, 64).toLowerCase().replace(/[-_ ]/g, '');
}

/** Counts the letters to insert, remove, change or swap with their neighbor (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = Number(row[j - 1]) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? Number(before[j - 2]) + 1 : change;
      next.push(Math.min(Number(row[j]) + 1, Number(next[j - 1]) + 1, change, swap));
    }
    before = row;
    row = next;
  }
  return Number(row[b.length]);
}
