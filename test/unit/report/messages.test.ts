import { describe, expect, it } from 'vitest';
import { notSent, type Outcome } from '../../../src/delivery/outcome.ts';
import type { ErrorDiagnostic } from '../../../src/diagnostics.ts';
import { diagnosticText } from '../../../src/report/errors.ts';
import { docsUrl, errorText, outcomeLine, rerunAdvice } from '../../../src/report/messages.ts';
import type { Results } from '../../../src/report/report.ts';
import { repository } from '../../../src/version.ts';
import { parseMarkdown } from '../../support/markdown.ts';
import { configured } from '../config/support.ts';
import { delivery, docs, error, outcome, outcomesOf, reported, times } from './support.ts';

describe('the pages of the version that runs', () => {
  const server = 'https://github.example';
  it.each<[string, readonly (string | undefined)[], string | undefined]>([
    ['on the server of the action', [server, 'acme/notify', 'v1'], `${server}/acme/notify`],
    ['of the published action', [server, repository, 'v1'], `https://github.com/${repository}`],
    [
      'of the published action, in any case',
      [server, repository.toUpperCase(), 'v1'],
      `https://github.com/${repository.toUpperCase()}`,
    ],
    ['without a server', [undefined, 'acme/notify', 'v1'], 'https://github.com/acme/notify'],
    ['with a server that is no URL', ['x', 'acme/notify', 'v1'], 'https://github.com/acme/notify'],
    ['in `uses: ./`', [server], undefined],
    ['without a repository', [server, '', 'v1'], undefined],
    ['without a ref', [server, 'acme/notify', ''], undefined],
  ])('%s: %j', (_, [GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF], expected) => {
    const url = docsUrl({ GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF });
    expect(url).toBe(expected && `${expected}/blob/v1/docs`);
  });

  it.each(['releases/v1', 'a(b)c', 'a)c', 'a#b?c', 'a&copy;b', '100%', 'a[b]c', '\ud800'])(
    'have an address that is one link, whatever the branch is called: %s',
    (ref) => {
      const folder = docsUrl({ GITHUB_ACTION_REPOSITORY: 'acme/notify', GITHUB_ACTION_REF: ref });
      const url = `${folder}/errors.md#b`;
      expect(parseMarkdown(`[a](${url})`).children).toMatchObject([
        { children: [{ type: 'link', url }] },
      ]);
      const { pathname, hash, search } = new URL(url);
      expect({ hash, search }).toEqual({ hash: '#b', search: '' });
      expect(decodeURIComponent(pathname)).toBe(
        `/acme/notify/blob/${ref.toWellFormed()}/docs/errors.md`,
      );
    },
  );
});

describe('an error as a text', () => {
  const file = { input: 'payload-file', file: 'n.yml', line: 2, column: 3, key: 'a.b' };
  it.each<[ErrorDiagnostic, string]>([
    [error('It is wrong'), 'It is wrong.'],
    [error('It is wrong.'), 'It is wrong.'],
    [error('Why? Did you mean `x`?'), 'Why? Did you mean `x`?'],
    [{ ...error('It is wrong'), hint: 'Do this.' }, 'It is wrong. Do this.'],
    [error('It is wrong', { input: 'when' }), '`when`: It is wrong.'],
    // It names its input once.
    [error('`when` is wrong', { input: 'when' }), '`when` is wrong.'],
    [error('`when: changed` is wrong', { input: 'when' }), '`when: changed` is wrong.'],
    [
      error('`payload` is wrong', { input: 'payload', line: 2, column: 3 }),
      '`payload`:2:3: `payload` is wrong.',
    ],
    [error('no such field', file), 'n.yml:2:3 (a.b): no such field.'],
  ])('%j', (it, expected) => {
    expect(diagnosticText(it)).toBe(expected);
  });
});

describe('an error of a run that fails', () => {
  const url = `${docs}/errors.md#payload-invalid`;
  const failing = { severity: 'error', docs } as const;
  const unlinked = { severity: 'error', docs: undefined } as const;
  const advice = 'Wait.';

  it.each<[string, string, string]>([
    ['ends with the address of its section', errorText(error('no'), failing, 9), `no. See ${url}`],
    ['also after advice', errorText(error('no'), failing, 9, advice), `no.\nWait.\nSee ${url}`],
    ['however long it is', errorText(error('xxxx'), failing, 3), `xx… See ${url}`],
    [
      'or the path of the page where the action has no address',
      errorText(error('no'), unlinked, 9),
      'no. See docs/errors.md#payload-invalid',
    ],
    ['unless the step is green', errorText(error('no'), { severity: 'warning', docs }, 9), 'no.'],
  ])('%s', (_, text, expected) => {
    expect(text).toBe(expected);
  });

  it.each([
    [2, /^D0, D1: no\./],
    [10, /^D0, .*, D8, D9: no\./],
    [300, /^D0, .*, D9, and 290 more: no\./],
  ])('names ten of %i deliveries at most', (count, expected) => {
    const deliveries = times(count, (index) => `D${index}`);
    expect(errorText({ ...error('no'), deliveries }, unlinked, 99)).toMatch(expected);
  });
});

describe('what a re-run sends again', () => {
  it.each<[readonly Outcome['status'][], string]>([
    [
      ['accepted', 'refused', 'unknown', 'accepted'],
      'Accepted: System A, System D. Unknown: System C. A re-run of the job sends all deliveries again.',
    ],
    [['unknown', 'unsent'], 'Accepted: none. Unknown: System A. '],
    [['accepted', 'refused'], 'Accepted: System A. Unknown: none. '],
  ])('is listed after %j', (statuses, expected) => {
    const text = rerunAdvice(reported({ outcomes: outcomesOf(...statuses) }));
    expect(text?.slice(0, expected.length)).toBe(expected);
  });

  it('is listed with as many names as fit', () => {
    const adviceOn = (rest: 'accepted' | 'unknown'): string | undefined => {
      const outcomes = times(200, (index) =>
        outcome(index === 199 ? 'refused' : rest, {
          delivery: delivery(`system-${String(index).padStart(3, '0')}`),
        }),
      );
      return rerunAdvice(reported({ outcomes }));
    };
    expect(adviceOn('accepted')).toMatch(/^Accepted: 199 deliveries\. Unknown: none\. A re-run/);
    const names = /Unknown: System system-000, .*, System system-062, and 136 more\. /;
    expect(adviceOn('unknown')).toMatch(names);
  });

  const equal = ['accepted', 'refused', 'throttled', 'unsent', 'skipped'] as const;
  it.each<readonly Outcome['status'][]>([['unknown'], ...equal.map((it) => [it, it] as const)])(
    'goes without saying for a single delivery, and if none is unknown: %s, %s',
    (...statuses) => {
      expect(rerunAdvice(reported({ outcomes: outcomesOf(...statuses) }))).toBeUndefined();
    },
  );
});

describe('the outcome in one line', () => {
  it.each([
    [['accepted', 'accepted'], /^Sent: 2 of 2 deliveries accepted in 1\.5 s\.$/],
    [['accepted', 'refused'], /^Partially sent: 1 of 2 deliveries accepted/],
    [['unknown'], /^Unknown: 0 of 1 delivery accepted in 1\.5 s, 1 unknown\.$/],
    [['refused', 'unsent'], /^Not sent: 0 of 2 deliveries accepted in 1\.5 s\.$/],
    [['accepted', 'skipped'], /^Sent: 1 of 1 delivery accepted in 1\.5 s, 1 skipped\.$/],
    [['skipped'], /^Skipped: nothing was sent, because there is no one to notify\.$/],
  ] as const)('%j', (statuses, expected) => {
    expect(outcomeLine(reported({ outcomes: outcomesOf(...statuses) }), 'above')).toMatch(expected);
  });

  const skippedBy = 'when: changed';
  const comparison = 'the result of this run is success';
  const skipped = { outcomes: outcomesOf('skipped'), skippedBy, comparison };
  const line = 'Skipped: nothing was sent, because of `when: changed`';
  it.each<['above' | 'below', Partial<Results>, string]>([
    ['above', { errors: [error('no')] }, 'Not sent: see the error above.'],
    ['below', { errors: [error('no'), error('nor')] }, 'Not sent: see the errors below.'],
    // The log has it already.
    ['above', skipped, `${line}.`],
    ['below', skipped, `${line}: ${comparison}.`],
  ])('refers to what is %s', (where, results, expected) => {
    expect(outcomeLine(reported(results), where)).toBe(expected);
  });

  it.each([
    [['A'], 'Dry run: 1 delivery would be sent.'],
    [['A', 'B'], 'Dry run: 2 deliveries would be sent.'],
    [['A', 'nobody'], 'Dry run: 1 delivery would be sent, 1 skipped.'],
  ])('of a dry run counts what would be sent: %j', async (systems, expected) => {
    const config = await configured({ 'dry-run': 'true' });
    const outcomes = systems.map((it) => {
      const fields = it === 'nobody' ? { endUsersIds: [], audiencesIds: [] } : {};
      return notSent(delivery(it, fields), 'skipped', null);
    });
    expect(outcomeLine(reported({ config, outcomes }), 'above')).toBe(expected);
  });
});
