/** The line of the command for a request. */

import { expect, it } from 'vitest';
import { logLine, printable } from '../../simulator/cli.ts';
import type { LedgerEntry } from '../../simulator/simulator.ts';
import { acceptedEntry } from './support.ts';

const entry: LedgerEntry = {
  ...acceptedEntry,
  notification: { runtimeTitle: 'a title that is rather long' },
  status: null,
  fault: 'accepted then reset',
  problems: ['First.', 'Second.'],
};

it.each<[Partial<LedgerEntry>, string]>([
  [{}, 'send   ---  accepted     [accepted then reset]  First. (and 1 more)'],
  [{ accepted: false }, 'send   ---  no response  [accepted then reset]  First. (and 1 more)'],
  [{ accepted: false, status: 307, fault: null, problems: ['P'] }, 'send   307  redirected   P'],
  [
    { status: 200, fault: null, problems: [], notification: { title: 't' } },
    'send   200  accepted     t',
  ],
  [
    { status: 200, fault: null, problems: [], notification: { templateId: 't', title: 7 } },
    'send   200  accepted',
  ],
])('has one line for %j', (change, expected) => {
  expect(logLine({ ...entry, ...change }, 120).slice(10)).toBe(expected);
});

it('cuts a line to the width, between characters', () => {
  const long = { ...entry, problems: [], notification: { title: '🎉'.repeat(200) } };
  const line = logLine(long, 80);
  expect([...line]).toHaveLength(80);
  expect(line.endsWith('🎉…')).toBe(true);
});

it('makes invisible characters visible', () => {
  expect(printable('a\u0000\u0085\u200b\u2066\u2028\ud800é🎉')).toBe(
    'a\\u{0}\\u{85}\\u{200b}\\u{2066}\\u{2028}\\u{d800}é🎉',
  );
});
