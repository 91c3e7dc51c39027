/** Makes the `run` context when it is first needed. What that takes is loaded only then. */

import type { Config } from '../config/config.ts';
import { asFault, Fault, type WarningDiagnostic } from '../diagnostics.ts';
import { once } from '../text/once.ts';
import { hasObjectAt } from '../text/property.ts';
import type { Description, RunSources } from './describe-run.ts';

/** What is known of the run: the members that were asked for, or that GitHub gave no usable answer. */
export type RunAnswer =
  | ({ readonly kind: 'known' } & Description)
  | {
      readonly kind: 'unavailable';
      /** The end of a sentence. */
      readonly reason: string;
      /** @param effect what happens without the answer, as a sentence without its end. */
      readonly warning: (effect: string) => WarningDiagnostic;
    };

/**
 * @param members in lower case; `*` is all of them.
 * @returns these members. GitHub is asked once for each.
 * @throws {Fault} what to do where GitHub cannot be asked, or refuses; marked as repeated if it was thrown before.
 */
export type AskRun = (members: ReadonlySet<string>) => Promise<RunAnswer>;

/** What the context is made of; in a dry run, `context` may define it. */
interface Sources extends RunSources {
  readonly config: RunSources['config'] & Pick<Config, 'context' | 'eventFile'>;
}

/** @returns what asks GitHub. */
export function createRunSource(sources: Sources): AskRun {
  const { context, eventFile, githubToken } = sources.config;
  const thrown = new Set<string>();
  const open = once(async () => {
    const { openRun } = await import(/* webpackChunkName: "run" */ './describe-run.ts');
    return openRun(sources);
  });
  return async (members) => {
    if ('run' in context) {
      return { kind: 'known', run: hasObjectAt(context['run']) ? Object(context['run']) : {} };
    }
    // In a rehearsal, a token is nothing that the author has forgotten.
    if (eventFile !== undefined && githubToken() === '') {
      return unavailable('notice', '`github-token` is not set');
    }
    try {
      return { kind: 'known', ...(await (await open())(members)) };
    } catch (error) {
      const { code, message } = asFault(error);
      if (code === 'github-unavailable') return unavailable('warning', message);
      if (thrown.has(message)) throw new Fault(message, { isRepeated: true });
      thrown.add(message);
      throw error;
    }
  };
}

function unavailable(level: WarningDiagnostic['level'], reason: string): RunAnswer {
  const warning = (effect: string): WarningDiagnostic => ({
    level,
    message: `${effect}, because ${reason}.`,
  });
  return { kind: 'unavailable', reason, warning };
}
