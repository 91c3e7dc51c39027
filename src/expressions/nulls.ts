/** Explains why an expression evaluates to null. */

import { didYouMean } from '../text/names.ts';
import { valueAt } from '../text/property.ts';
import type { Contexts } from './contexts.ts';

/** What is known about a null. */
interface NullCause {
  /** The whole message, where one sentence covers every expression with this cause. */
  readonly message: string;
  readonly hint: string;
}

const DEFAULT = "Add a default: `${{ … || '' }}`.";

/** @returns the cause, where it is known. */
export function causeOfNull(source: string, contexts: Contexts): NullCause | undefined {
  const context = (name: string): unknown => contexts.values[name]?.();
  const [, member] = /\bgithub\.event\.([a-z_][\w-]*)/i.exec(source) ?? [];
  const payload = Object(valueAt(context('github'), 'event'));
  if (member !== undefined && !Object.hasOwn(payload, member)) {
    const event = String(valueAt(context('github'), 'event_name') ?? '');
    const name = event === '' ? 'of this run' : `\`${event}\``;
    return {
      message: `The event ${name} has no \`${member}\`.${didYouMean(member, Object.keys(payload))}`,
      hint: DEFAULT,
    };
  }
  const [, property] = /\bgithub\.repository\.(\w+)/i.exec(source) ?? [];
  if (property !== undefined) {
    return {
      message: '`github.repository` is the text `owner/name`, which has no properties.',
      hint: `Use \`github.event.repository.${property}\`.`,
    };
  }
  if (/\bmatrix\b/i.test(source) && context('matrix') === undefined) {
    return { message: 'This job has no `matrix`.', hint: DEFAULT };
  }
  return undefined;
}
