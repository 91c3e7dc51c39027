/** Draws the card that a person at the desktop would see, for the terminal. */

import { styleText } from 'node:util';
import { escapeForLog } from '../src/text/escape.ts';
import { textAt, valueAt } from '../src/text/property.ts';
import { box, widthOf, wrap } from './terminal.ts';

const WIDTH = 60;

/** @param notification the `notification` of a request body. */
export function card(notification: unknown): readonly string[] {
  const inner = WIDTH - 4;
  const text = (name: string): string => textAt(notification, name);
  const show = (value: string): readonly string[] =>
    value.split('\n').flatMap((line) => wrap(escapeForLog(line), inner));
  const title = text('runtimeTitle') || "(the template's title)";
  const description = text('runtimeDescription') || "(the template's text)";
  const link = overrides(notification).find(({ value }) => /^https?:\/\//.test(value));
  const head = styleText('magenta', '◆ WalkMe Workstation');
  const kind = styleText('dim', text('notificationType').toLowerCase() || 'push');
  const until = text('endAt') === '' ? '' : `until ${text('endAt')} UTC`;
  const from = text('startAt') === '' ? '' : `from ${text('startAt')} UTC`;
  const when = [from, until].filter((it) => it !== '').join(' ');
  return box(
    [
      `${head}${' '.repeat(inner - widthOf(head) - widthOf(kind))}${kind}`,
      '',
      ...show(title).map((line) => styleText('bold', line)),
      ...show(description),
      ...(link === undefined
        ? []
        : [
            '',
            styleText('inverse', ' Open '),
            ...show(link.value).map((line) => styleText(['dim', 'underline'], line)),
          ]),
      ...(when === '' ? [] : ['', ...show(when).map((line) => styleText('dim', line))]),
    ],
    WIDTH,
  );
}

function overrides(
  notification: unknown,
): readonly { readonly key: string; readonly value: string }[] {
  const list = valueAt(notification, 'override');
  return Array.isArray(list)
    ? list.map((item) => ({ key: textAt(item, 'key'), value: textAt(item, 'value') }))
    : [];
}
