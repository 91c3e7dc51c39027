/** Creates the `run` context and applies `when`. The code for both is loaded when it is first used. */

import type { Config } from '../config/config.ts';
import { asFault, type Diagnostics, Fault } from '../diagnostics.ts';
import { once } from '../text/once.ts';
import { hasObjectAt, textAt } from '../text/property.ts';
import type { World } from '../world.ts';
import type { AskRun, RunSources } from './describe-run.ts';
import type { Skip } from './when.ts';

/** What the context is made of; in a dry run, `context` may define it. */
interface Sources extends RunSources {
  readonly config: RunSources['config'] & Pick<Config, 'context' | 'eventFile'>;
}

/** @returns what asks GitHub, and the logins of `run.authors` as soon as something asked for them. */
export function createRunSource(sources: Sources): {
  readonly askRun: AskRun;
  readonly authors: () => readonly string[];
} {
  const { context, eventFile, githubToken } = sources.config;
  const thrown = new Set<string>();
  let authors: readonly string[] = [];
  const open = once(async () => {
    const { openRun } = await import(/* webpackChunkName: "run" */ './describe-run.ts');
    return openRun(sources);
  });
  const find: AskRun = async (members) => {
    if ('run' in context) return hasObjectAt(context['run']) ? Object(context['run']) : {};
    // With a recorded event, a missing token is not a mistake.
    if (eventFile !== undefined && githubToken() === '') {
      const details = { code: 'github-unavailable', isExpected: true } as const;
      throw new Fault('`github-token` is not set', details);
    }
    try {
      return await (await open())(members);
    } catch (error) {
      const { code, message } = asFault(error);
      if (thrown.has(message)) throw new Fault(message, { isRepeated: true });
      if (code !== 'github-unavailable') thrown.add(message);
      throw error;
    }
  };
  return {
    async askRun(members) {
      const run = await find(members);
      authors = [run['authors'] ?? authors].flat().map(String);
      return run;
    },
    authors: () => authors,
  };
}

/**
 * Decides by `when`, if nothing else is wrong. Errors (`inputs-invalid`) go to `diagnostics`.
 * @returns nothing where the input does not decide that nothing is sent.
 */
export async function applyWhen(
  { when, githubToken, dryRun }: Pick<Config, 'when' | 'githubToken' | 'dryRun'>,
  { askRun, event }: { readonly askRun: AskRun; readonly event: () => unknown },
  { env, log }: Pick<World, 'env' | 'log'>,
  diagnostics: Diagnostics,
): Promise<Skip | undefined> {
  if (when === 'always') return undefined;
  // A missing token is reported with the other errors. A dry run may do without.
  const isAsked = dryRun || githubToken() !== '';
  if (diagnostics.errors.length > 0 && isAsked) return undefined;
  const { decideWhen } = await import(/* webpackChunkName: "run" */ './when.ts');
  const about = env['GITHUB_EVENT_NAME'] === 'workflow_run' ? event() : undefined;
  const number = textAt(about, 'workflow_run', 'run_number') || (env['GITHUB_RUN_NUMBER'] ?? '');
  return decideWhen(when, askRun, { number, log }, diagnostics);
}
