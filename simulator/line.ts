/** One line for a terminal: a ledger entry in, safe text that fits the width out. */

import type { LedgerEntry } from './ledger.ts';

/** The line for a settled entry; `width` counts characters. It holds no credentials and no recipients. */
export function lineOf(entry: LedgerEntry, width: number): string {
  const columns = [
    new Date(entry.at).toTimeString().slice(0, 8),
    entry.endpoint.padEnd(5),
    String(entry.status ?? '---'),
    verdictOf(entry).padEnd(10),
    entry.fault === null ? '' : `[${entry.fault}]`,
    detailOf(entry),
  ];
  const text = columns.filter((column) => column !== '').join('  ');
  return cut(printable(text).trimEnd(), width);
}

/** Makes control, format and bidirectional characters and lone surrogates visible. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/** What became of a request, in one or two words. */
export function verdictOf({ endpoint, accepted, status }: LedgerEntry): string {
  if (accepted) return 'accepted';
  if (endpoint === 'other') return 'not ours';
  if (status === null) return 'no answer';
  if (status < 300) return 'answered';
  return status < 400 ? 'redirected' : 'refused';
}

function detailOf(entry: LedgerEntry): string {
  const [problem, ...further] = entry.problems;
  if (entry.endpoint === 'other') return `${entry.method} ${entry.path}`;
  if (problem !== undefined) {
    return further.length === 0 ? problem : `${problem} (and ${further.length} more)`;
  }
  const { runtimeTitle, title, templateId } = entry.notification ?? {};
  const name = runtimeTitle ?? title ?? templateId;
  return typeof name === 'string' ? name : '';
}

function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}
