import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/expressions/engine.ts';
import { contextsOf } from '../payload/support.ts';

const event = {
  reviewers: [{ login: 'octocat' }, { login: 'Ada' }, {}, { login: null }, { login: 'OCTOCAT' }],
  login: ' hubot ',
  mention: '@ada',
  empty: '',
  nothing: null,
  nested: [
    ['a', 'b'],
    ['c', 'A'],
  ],
  user: { login: 'ada' },
};

const engine = createEngine(contextsOf({ event }));
const evaluate = async (source: string): Promise<unknown> =>
  JSON.parse((await engine.evaluate(`toJSON(${source})`)).coerceString());

describe('mentions', () => {
  it.each<[string, readonly string[]]>([
    ['github.event.reviewers.*.login', ['@octocat', '@Ada']],
    ['github.event.login', ['@hubot']],
    ['github.event.mention', ['@ada']],
    ['github.event.nested', ['@a', '@b', '@c']],
    ['github.event.empty', []],
    ['github.event.nothing', []],
    ['github.event.is.not.there', []],
    ['7', ['@7']],
  ])('of %s are %j', async (logins, expected) => {
    expect(await evaluate(`mentions(${logins})`)).toEqual(expected);
  });

  it.each(['github.event.user', 'github.event.reviewers'])(
    'of %s say where logins are',
    async (logins) => {
      await expect(engine.evaluate(`mentions(${logins})`)).rejects.toThrow(
        /a login must be text.*\.login/,
      );
    },
  );
});

describe('duration', () => {
  it.each<[string, unknown]>([
    ['200', '3 min 20 s'],
    ["'200'", '3 min 20 s'],
    ['59.9', '59 s'],
    ['0', '0 s'],
    ['null', null],
    ['github.event.is.not.there', null],
  ])('of %s is %j', async (seconds, expected) => {
    expect(await evaluate(`duration(${seconds})`)).toEqual(expected);
  });

  it.each(["'soon'", '-1', 'github.event.nested'])('of %s is refused', async (seconds) => {
    await expect(engine.evaluate(`duration(${seconds})`)).rejects.toThrow(
      'duration(seconds): the argument must be a number of seconds, 0 or more',
    );
  });
});
