/** Explains why an expression evaluates to null, or is blank among recipients. */

import { didYouMean } from '../text/names.ts';
import { valueAt } from '../text/property.ts';
import { type Contexts, membersOf } from './contexts.ts';
import { withoutTexts } from './syntax.ts';

/** What is known about a null. */
interface NullCause {
  /** The whole message, where one sentence covers every expression with this cause. */
  readonly message: string;
  /** What to do; nothing where a default is the answer. */
  readonly hint?: string;
}

/** Contexts of fixed members, as they are named in an expression. */
const MEMBER = /(?<![\w.-])(github|job|runner|strategy|run)\.([a-z_][\w-]*)/gi;

/** @returns the cause, where it is known. */
export function causeOfNull(source: string, contexts: Contexts): NullCause | undefined {
  const outside = withoutTexts(source);
  const context = (name: string): unknown => contexts.values[name]?.();
  const [, member] = /\bgithub\.event\.([a-z_][\w-]*)/i.exec(outside) ?? [];
  const payload = Object(valueAt(context('github'), 'event'));
  if (member !== undefined && !Object.hasOwn(payload, member)) {
    const event = String(valueAt(context('github'), 'event_name') ?? '');
    const name = event === '' ? 'of this run' : `\`${event}\``;
    return {
      message: `The event ${name} has no \`${member}\`.${didYouMean(member, Object.keys(payload))}`,
    };
  }
  const [, property] = /\bgithub\.repository\.(\w+)/i.exec(outside) ?? [];
  if (property !== undefined) {
    return {
      message: '`github.repository` is the text `owner/name`, which has no properties.',
      hint: `Use \`github.event.repository.${property}\`.`,
    };
  }
  if (/\bmatrix\b/i.test(outside) && context('matrix') === undefined) {
    return { message: 'This job has no `matrix`.' };
  }
  if (/\bneeds\.\w/i.test(outside) && Object.keys(Object(context('needs'))).length === 0) {
    return {
      message: '`needs` has no jobs, because the job that runs the step needs none.',
      hint: 'Add the jobs to the `needs` of its job.',
    };
  }
  return unknownMember(outside);
}

/** A member that no run has, whatever its event: the name is misspelled. */
function unknownMember(source: string): NullCause | undefined {
  for (const [, context = '', member = ''] of source.matchAll(MEMBER)) {
    const known = membersOf(context.toLowerCase());
    if (known.some((it) => it.toLowerCase() === member.toLowerCase())) continue;
    const meant = didYouMean(member, known).trim().replace('`', `\`${context}.`);
    return {
      message: `\`${context}\` has no \`${member}\`.`,
      hint: meant === '' ? `Its members are ${known.join(', ')}.` : meant,
    };
  }
  return undefined;
}
