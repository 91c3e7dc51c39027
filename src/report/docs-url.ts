/** Finds the pages of the version of this action that runs. */

import { repository as published } from '../version.ts';
import type { Environment } from '../world.ts';

/**
 * @returns the address of the folder `docs`; nothing when the action runs from a folder of the
 * workspace (`uses: ./`). On Enterprise Server, the published action comes from github.com, and any
 * other from the server itself.
 */
export function docsUrl(env: Environment): string | undefined {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
  if (!repository || !ref) return undefined;
  const isPublished = repository.toLowerCase() === published;
  const server = isPublished ? '' : (env['GITHUB_SERVER_URL'] ?? '');
  const { origin } = new URL(URL.canParse(server) ? server : 'https://github.com');
  return `${origin}/${encodePath(repository)}/blob/${encodePath(ref)}/docs`;
}

/** The name of a branch may hold what would end a link. */
function encodePath(path: string): string {
  const escaped = encodeURI(path.toWellFormed());
  return escaped.replace(/[#?()&]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
}
