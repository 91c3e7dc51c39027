import { describe, expect, it } from 'vitest';
import type { ErrorDiagnostic, Location } from '../../../src/diagnostics.ts';
import type { Identities, RecipientSources } from '../../../src/payload/logins.ts';
import { resolveRecipients, warnOfBareLogins } from '../../../src/payload/recipients.ts';
import type { UserMap } from '../../../src/payload/user-map.ts';
import { createTestDiagnostics, secret } from './support.ts';

const userMap: UserMap = {
  entries: new Map<string, readonly string[]>([
    ['octocat', ['ann@corp.example']],
    ['team', ['bob', 'eve']],
    ['robot[bot]', []],
    ['helper[bot]', ['ops']],
    ['nobody', []],
  ]),
  fallback: undefined,
};
const withFallback: UserMap = { ...userMap, fallback: '{login}@corp.example' };

const nothing: RecipientSources = {
  userMap: undefined,
  eventName: 'push',
  lookUp: undefined,
  offline: false,
  unresolved: 'error',
};

interface Resolved {
  readonly people: Readonly<Record<string, readonly string[]>>;
  readonly errors: readonly ErrorDiagnostic[];
}

async function resolve(
  recipients: readonly string[],
  sources: Partial<RecipientSources>,
): Promise<Resolved> {
  const diagnostics = createTestDiagnostics();
  const logins = [...new Set(recipients)].filter((it) => it.startsWith('@'));
  const written = new Map(logins.map((it, index) => [it, { input: 'payload', line: index + 1 }]));
  const people = await resolveRecipients(written, { ...nothing, ...sources }, diagnostics);
  expect(diagnostics.warnings).toEqual([]);
  return { people: Object.fromEntries(people), errors: diagnostics.errors };
}

/** An organization that knows some, and remembers what it was asked. */
function organization(known: Readonly<Record<string, string>>, reason?: string) {
  const asked: (readonly string[])[] = [];
  const lookUp = async (logins: readonly string[]): Promise<Identities> => {
    asked.push(logins);
    return { found: new Map(Object.entries(known)), reason };
  };
  return { asked, lookUp };
}

describe('the map', () => {
  it.each<[string, readonly string[]]>([
    ['@octocat', ['ann@corp.example']],
    ['@OctoCat', ['ann@corp.example']],
    ['@team', ['bob', 'eve']],
    ['@nobody', []],
    ['@robot[bot]', []],
    ['@Helper[bot]', ['ops']],
  ])('knows %s, on any event', async (recipient, ids) => {
    for (const eventName of ['push', 'pull_request', 'issue_comment', '']) {
      const { people, errors } = await resolve([recipient], { userMap, eventName });
      expect(people).toEqual({ [recipient]: ids });
      expect(errors).toEqual([]);
    }
  });

  it('is looked up once for each spelling', async () => {
    const { people } = await resolve(['@octocat', 'x@y', '@OCTOCAT', '@octocat'], { userMap });
    expect(people).toEqual({
      '@octocat': ['ann@corp.example'],
      '@OCTOCAT': ['ann@corp.example'],
    });
  });

  it('wins over its fallback and over the organization', async () => {
    const { asked, lookUp } = organization({ octocat: 'saml' });
    const { people } = await resolve(['@octocat', '@nobody'], { userMap: withFallback, lookUp });
    expect(people).toEqual({ '@octocat': ['ann@corp.example'], '@nobody': [] });
    expect(asked).toEqual([]);
  });
});

describe('who is no login is left alone', () => {
  it.each(['ann@corp.example', 'octocat', '', ' @octocat', 'a@'])('%j', async (recipient) => {
    expect(await resolve([recipient], { userMap })).toEqual({ people: {}, errors: [] });
  });
});

describe('the fallback', () => {
  it.each(['push', 'schedule', 'workflow_dispatch', 'release', 'deployment', 'deployment_status'])(
    'serves on %s',
    async (eventName) => {
      const { people, errors } = await resolve(['@Hubot'], { userMap: withFallback, eventName });
      expect(people).toEqual({ '@Hubot': ['Hubot@corp.example'] });
      expect(errors).toEqual([]);
    },
  );

  it.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'issues',
    'issue_comment',
    'discussion',
    'fork',
    'watch',
    'workflow_run',
    'repository_dispatch',
    'merge_group',
    'create',
    'PUSH',
    'push ',
    '',
    'constructor',
  ])('does not apply on %j', async (eventName) => {
    const { people, errors } = await resolve(['@hubot'], { userMap: withFallback, eventName });
    expect(people).toEqual({});
    expect(errors).toMatchObject([
      {
        code: 'recipient-unresolved',
        message: expect.stringMatching(/@hubot.*fallback `\*` does not apply to/),
      },
    ]);
    if (eventName.trim() !== '') expect(errors[0]?.message).toContain(eventName.trim());
  });

  it.each(['@dependabot[bot]', '@Renovate[bot]'])('does not apply to %s', async (recipient) => {
    const { people, errors } = await resolve([recipient], { userMap: withFallback });
    expect(people).toEqual({});
    expect(errors[0]?.message).toContain(recipient);
  });

  it('puts the login in as often as it is wanted', async () => {
    const map: UserMap = { entries: new Map(), fallback: '{login}/$&/{login}' };
    const { people } = await resolve(['@a-b_1'], { userMap: map });
    expect(people).toEqual({ '@a-b_1': ['a-b_1/$&/a-b_1'] });
  });

  it('comes before the organization', async () => {
    const { asked, lookUp } = organization({ hubot: 'saml' });
    const { people } = await resolve(['@hubot'], { userMap: withFallback, lookUp });
    expect(people).toEqual({ '@hubot': ['hubot@corp.example'] });
    expect(asked).toEqual([]);
  });
});

describe('what no login can be', () => {
  it.each([
    '@',
    '@ octocat',
    '@octocat ',
    '@octo cat',
    '@octo.cat',
    '@acme/team',
    '@@octocat',
    '@octocat[bot]x',
    '@octocat[BOT]',
    '@[bot]',
    '@octöcat',
    '@octocat\n',
    '@"octocat"',
    `@${'x'.repeat(40)}`,
    '@*',
    '@{login}',
  ])('%j is neither looked for nor passed on', async (recipient) => {
    const { asked, lookUp } = organization({ '': 'everybody', '*': 'everybody' });
    const { people, errors } = await resolve([recipient], { userMap: withFallback, lookUp });
    expect(people).toEqual({});
    expect(asked).toEqual([]);
    expect(errors).toMatchObject([{ code: 'recipient-unresolved' }]);
  });
});

describe('the organization', () => {
  it('is asked once for all that are open, bots and nonsense left out', async () => {
    const { asked, lookUp } = organization({ hubot: 'id-1', mona: 'id-2' });
    const { people, errors } = await resolve(
      ['@hubot', '@octocat', '@Mona', '@hubot', 'ann', '@x y', '@dependabot[bot]'],
      { userMap, lookUp },
    );
    expect(asked).toEqual([['hubot', 'Mona']]);
    expect(people).toEqual({
      '@octocat': ['ann@corp.example'],
      '@hubot': ['id-1'],
      '@Mona': ['id-2'],
    });
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/for @x y, @dependabot\[bot\]\. Tried/),
    ]);
  });

  it('is asked for a login once, however it is spelled', async () => {
    const { asked, lookUp } = organization({ mona: 'id-2' });
    const { people } = await resolve(['@Mona', '@mona'], { lookUp });
    expect(asked).toEqual([['Mona']]);
    expect(people).toEqual({ '@Mona': ['id-2'], '@mona': ['id-2'] });
  });

  it('is not asked when nobody is open', async () => {
    const { asked, lookUp } = organization({});
    await resolve(['@octocat', 'ann'], { userMap, lookUp });
    await resolve([], { lookUp });
    await resolve(['@dependabot[bot]'], { lookUp });
    expect(asked).toEqual([]);
  });

  it('serves every event, for the login is verified there', async () => {
    const { lookUp } = organization({ hubot: 'id-1' });
    const { people } = await resolve(['@hubot'], { lookUp, eventName: 'issue_comment' });
    expect(people).toEqual({ '@hubot': ['id-1'] });
  });

  it('never serves a bot', async () => {
    const { lookUp } = organization({ 'app[bot]': 'id-1', hubot: 'id-2' });
    const { people, errors } = await resolve(['@hubot'], { lookUp });
    expect(people).toEqual({ '@hubot': ['id-2'] });
    expect(errors).toEqual([]);
  });
});

describe('all that stay open are one error', () => {
  it('that names them and what was tried, with nothing given', async () => {
    const { errors } = await resolve(['@hubot', '@mona', '@hubot'], {});
    expect(errors).toEqual([
      {
        code: 'recipient-unresolved',
        message: expect.stringMatching(
          /for @hubot, @mona\. Tried: `user-map` \(not set\), `github-token` \(not set\)\.$/,
        ),
        hint: expect.stringMatching(
          /`user-map: \.github\/walkme-people\.yml`.*`hubot: \[\]` to notify nobody\.$/,
        ),
        location: { input: 'payload', line: 1 },
      },
    ]);
  });

  it.each([
    ['@bad login', /A login has letters, digits, - and _/],
    ['@', /A login has letters, digits, - and _/],
    ['@', /a line such as `octocat: name@example\.com`/],
    ['@dependabot[bot]', /The fallback `\*` does not apply to bots/],
    ['@dependabot[bot]', /a line such as `"dependabot\[bot\]": name@example\.com`/],
  ])('that says what is odd about %s', async (login, hint) => {
    const { errors } = await resolve([login], { userMap });
    expect(errors[0]?.hint).toMatch(hint);
  });

  it('whose location is that of the first of them', async () => {
    const { errors } = await resolve(['@octocat', '@mona', '@hubot'], { userMap });
    expect(errors[0]?.location).toEqual({ input: 'payload', line: 2 });
  });

  it.each<[Partial<RecipientSources>, RegExp]>([
    [{ userMap }, /`user-map` \(no entry\), `github-token` \(not set\)/],
    [{ userMap, eventName: 'issues' }, /`user-map` \(no entry\), `github-token` \(not set\)/],
    [
      { userMap: withFallback, eventName: '' },
      /does not apply to a run without an event, only to push/,
    ],
    [
      { userMap: withFallback, eventName: 'merge_group' },
      /`user-map` \(no entry; its fallback `\*` does not apply to the event merge_group, only to push, schedule, workflow_dispatch, release, deployment and deployment_status\)/,
    ],
    [{ lookUp: organization({}).lookUp }, /`user-map` \(not set\), SAML .*\(no identity\)/],
    [
      { userMap, lookUp: organization({}, 'the token cannot read them').lookUp },
      /SAML .*\(the token cannot read them\)/,
    ],
  ])('%#: that says what was tried', async (sources, message) => {
    const { errors } = await resolve(['@hubot'], sources);
    expect(errors[0]?.message).toMatch(message);
  });

  it('that names fifty at most', async () => {
    const many = Array.from({ length: 53 }, (_, index) => `@user-${index}`);
    const [error] = (await resolve(many, {})).errors;
    expect(error?.message).toContain('@user-49 and 3 more');
    expect(error?.message).not.toContain('@user-50');
    const [fewer] = (await resolve(many.slice(0, 50), {})).errors;
    expect(fewer?.message).not.toContain('more');
  });

  it('that quotes them shortly, on one line and without secrets', async () => {
    const [error] = (await resolve([`@${secret}\n${'x'.repeat(500)}`], {})).errors;
    expect(error?.message).toContain('@***␊xxx');
    expect(error?.message.length).toBeLessThan(300);
    const [login] = (await resolve([`@${secret}`], {})).errors;
    expect(login?.hint).toContain('`***: []`');
  });
});

describe('with `unresolved-recipients: warn`', () => {
  const warned = async (recipients: ReadonlyMap<string, Location>) => {
    const diagnostics = createTestDiagnostics();
    const sources: RecipientSources = { ...nothing, userMap, unresolved: 'warn' };
    const people = await resolveRecipients(recipients, sources, diagnostics);
    return { people: Object.fromEntries(people), ...diagnostics };
  };

  it('leaves out the logins that nobody knows, and names them in one warning', async () => {
    const { people, errors, warnings } = await warned(
      new Map([
        ['@hubot', { input: 'payload', line: 1 }],
        ['@octocat', { input: 'payload', line: 2 }],
        ['@mona', { input: 'payload', line: 3 }],
      ]),
    );
    expect(people).toEqual({ '@hubot': [], '@octocat': ['ann@corp.example'], '@mona': [] });
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(
          /^No WalkMe user is known for @hubot, @mona, so the notification does not reach them\. Tried: /,
        ),
        hint: expect.stringMatching(
          /^In the file that `user-map` names, add a line such as `hubot: name@example\.com`/,
        ),
        location: { input: 'payload', line: 1 },
      },
    ]);
  });

  it('says nothing where everybody is known', async () => {
    const { warnings } = await warned(new Map([['@octocat', { input: 'payload' }]]));
    expect(warnings).toEqual([]);
  });
});

describe('logins without an @', () => {
  const warningsFor = (...ids: readonly string[]) => {
    const diagnostics = createTestDiagnostics();
    const written = new Map(ids.map((id, index) => [id, { input: 'payload', line: index + 1 }]));
    warnOfBareLogins(written, userMap, diagnostics);
    return diagnostics.warnings;
  };

  it('are warned of where the map knows them', () => {
    expect(warningsFor('ada@corp.example', 'OctoCat', '@team', 'nobody')).toEqual([
      {
        level: 'warning',
        message:
          '`user-map` has OctoCat, nobody, but without an `@` these recipients are sent as they are.',
        hint: 'To reach the people in the map, write `@OctoCat`, or `mentions(…)` around the list in a payload file.',
        location: { input: 'payload', line: 2 },
      },
    ]);
  });

  it('are warned of in the singular', () => {
    expect(warningsFor('team')[0]?.message).toBe(
      '`user-map` has team, but without an `@` this recipient is sent as it is.',
    );
  });

  it('are no concern where the map does not know them', () => {
    expect(warningsFor('ada@corp.example', '@octocat', 'octocat@corp.example')).toEqual([]);
  });
});

describe('in a dry run', () => {
  it('what only the organization could say stays open, and nobody is asked', async () => {
    const { asked, lookUp } = organization({ hubot: 'id-1' });
    const { people, errors } = await resolve(['@hubot', '@octocat'], {
      userMap,
      lookUp,
      offline: true,
    });
    expect(people).toEqual({ '@octocat': ['ann@corp.example'] });
    expect(errors).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('what nobody could say is an error all the same', async () => {
    const { lookUp } = organization({});
    const { errors } = await resolve(['@hubot', '@x y', '@dependabot[bot]'], {
      lookUp,
      offline: true,
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain('for @x y, @dependabot[bot]. ');
  });

  it('without a token nothing stays open', async () => {
    const { errors } = await resolve(['@hubot'], { userMap, offline: true });
    expect(errors[0]?.message).toContain('@hubot');
  });
});
