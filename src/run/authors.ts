/** Finds out who committed what is new in a run. */

import { distinctBy } from '../text/once.ts';
import { textAt, valueAt } from '../text/property.ts';
import type { GithubClient } from './github-client.ts';
import { comparisonSchema, type GithubRun } from './github-run.ts';
import type { EarlierRun } from './history.ts';

/**
 * @param back the runs before this one, the latest first.
 * @returns the logins of the authors of up to 250 commits since the last successful run; those of the
 * event where there was none, or its commit is gone.
 */
export async function findAuthors(
  back: AsyncGenerator<EarlierRun>,
  { head_sha: head }: GithubRun,
  event: () => unknown,
  client: GithubClient,
): Promise<readonly string[]> {
  const logins = (await authorsSince(back, head, client)) ?? pushed(event());
  const known = logins.filter((login) => login !== '');
  return distinctBy(known, (login) => login.toLowerCase());
}

async function authorsSince(
  back: AsyncGenerator<EarlierRun>,
  head: string,
  client: GithubClient,
): Promise<readonly string[] | undefined> {
  for await (const { run, result } of back) {
    if (result === 'failure') continue;
    const basehead = `${run.head_sha}...${head}`;
    const compared = await client.find(
      '/compare/{basehead}',
      { basehead },
      comparisonSchema,
      [404],
    );
    return compared?.commits.map(({ author }) => author?.login ?? '');
  }
  return undefined;
}

/** A push has the accounts of its commits. */
function pushed(event: unknown): readonly string[] {
  const commits = valueAt(event, 'commits');
  return Array.isArray(commits)
    ? commits.map((commit) => textAt(commit, 'author', 'username'))
    : [];
}
