/** What happens in a repository, as GitHub records it: the events of the recipes and examples. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './snippets.ts';
import type { Occasion } from './workflow-steps.ts';

type Json = Readonly<Record<string, unknown>>;

const read = (path: string): Json => JSON.parse(readFileSync(join(root, path), 'utf8'));
const release = read('examples/release-announcement/event.json');
const push = read('examples/deployment-failure/event.json');
const dispatch = read('examples/inputs-only/event.json');

const withRelease = (changes: Json): Occasion => ({
  event: 'release',
  payload: { ...release, release: { ...Object(release['release']), ...changes } },
});

/** A release with a name and notes. */
export const fullRelease = withRelease({});
/** A release with the tag only: GitHub sends null for the name and the notes. */
export const bareRelease = withRelease({ name: null, body: null });
export const preRelease = withRelease({ prerelease: true });

/** A push to `main`. */
export const pushToMain: Occasion = { event: 'push', payload: push };
/** A push to `main` by an app, which has no entry in a user map. */
export const pushByBot: Occasion = {
  event: 'push',
  payload: {
    ...push,
    sender: { login: 'renovate[bot]', type: 'Bot' },
    commits: [{ id: '1', message: 'Update', author: { username: 'renovate[bot]' } }],
    head_commit: { ...Object(push['head_commit']), author: { name: 'renovate[bot]' } },
  },
};
export const pushOfTag: Occasion = {
  event: 'push',
  payload: { ...push, ref: 'refs/tags/v4.7.0', head_commit: push['head_commit'] },
};

/** A form in the Actions tab, with its inputs. */
export const dispatchWith = (inputs: Json): Occasion => ({
  event: 'workflow_dispatch',
  payload: { ...dispatch, inputs },
});
/** The form of the example `inputs-only`. */
export const announcement: Occasion = { event: 'workflow_dispatch', payload: dispatch };

/** The same occasion with some changes, such as another result of a job. */
export function where(occasion: Occasion, changes: Partial<Occasion>): Occasion {
  return { ...occasion, ...changes };
}
