/** The functions for what is known of a run: its duration, and the people who took part in it. */

import * as data from '@actions/expressions/data/index';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { distinctBy } from '../text/distinct.ts';
import { longDuration, plural } from '../text/format.ts';
import { textOf, type Value } from './values.ts';

/** What `mentions` needs to know. */
export interface RunFunctionOptions {
  /** @returns the owner of the repository. */
  readonly owner: () => string;
  /** Writes a line to the log. */
  readonly log: (line: string) => void;
}

/** `duration` and `mentions`. */
export function runFunctions({ owner, log }: RunFunctionOptions): readonly FunctionDefinition[] {
  return [
    {
      name: 'duration',
      minArgs: 1,
      maxArgs: 1,
      call(seconds) {
        // Null stays null, so that `missing-values` decides what becomes of it.
        if (textOf(seconds).trim() === '') return new data.Null();
        const number = seconds.number();
        if (Number.isFinite(number) && number >= 0)
          return new data.StringData(longDuration(number));
        throw new Error('duration(seconds): the argument must be a number of seconds, 0 or more');
      },
    },
    {
      name: 'mentions',
      minArgs: 1,
      maxArgs: 1,
      call(logins) {
        const found = loginsIn(logins, owner);
        const written = found.filter((login) => login !== '');
        const list = new data.Array();
        // A login is the same in any case.
        for (const login of distinctBy(written, (it) => it.toLowerCase())) {
          list.add(new data.StringData(login));
        }
        const count = found.length - written.length;
        if (count > 0)
          log(`mentions() left out ${plural(count, 'entry', 'entries')} without a login.`);
        return list;
      },
    },
  ];
}

/** The logins in a list, in the lists inside it, or the only one; blank where one is lacking. */
function loginsIn(value: Value, owner: () => string): readonly string[] {
  if (value.kind === data.Kind.Array) return value.values().flatMap((it) => loginsIn(it, owner));
  if (value.kind !== data.Kind.Dictionary) return [mention(value)];
  const slug = textOf(value.get('slug')).trim();
  const login = mention(value.get('login')) || mention(value.get('username'));
  return [login || (slug && `@${owner()}/${slug}`)];
}

function mention(login: Value | undefined): string {
  const name = textOf(login).trim().replace(/^@/, '');
  return name && `@${name}`;
}
