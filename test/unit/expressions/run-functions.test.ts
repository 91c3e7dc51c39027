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
  users: [{ username: 'ada' }, { login: 'grace', username: 'x' }, { slug: 'pilots' }, 'ADA'],
  user: { login: 'ada' },
  team: { name: 'Pilots', slug: 'pilots' },
};

const env = { GITHUB_REPOSITORY: 'acme/harbor' };
const lines: string[] = [];
const engine = createEngine(contextsOf({ event, env }), undefined, (line) => lines.push(line));
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
    ['github.event.user', ['@ada']],
    ['github.event.team', ['@acme/pilots']],
    ["'@'", []],
    ['github.event.users', ['@ada', '@grace', '@acme/pilots']],
    ['github.event.reviewers', ['@octocat', '@Ada']],
  ])('of %s are %j', async (logins, expected) => {
    expect(await evaluate(`mentions(${logins})`)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['github.event.reviewers', '2 entries'],
    ['github.event.empty', '1 entry'],
    ['null', '1 entry'],
  ])('of %s count in the log what is left out', async (logins, count) => {
    lines.length = 0;
    await evaluate(`mentions(${logins})`);
    expect(lines).toEqual([`mentions() left out ${count} without a login.`]);
  });
});

describe('duration', () => {
  it.each<[string, unknown]>([
    ['200', '3 min 20 s'],
    ["'200'", '3 min 20 s'],
    ['59.9', '59 s'],
    ['0', '0 s'],
    ['null', null],
    ["''", null],
    ["' '", null],
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
