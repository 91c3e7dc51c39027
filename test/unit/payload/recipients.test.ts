import { describe, expect, it } from 'vitest';
import { resolveRecipients, warnOfBareLogins } from '../../../src/payload/recipients.ts';
import type { RecipientSources } from '../../../src/payload/unresolved.ts';
import type { UserMap } from '../../../src/payload/user-map.ts';
import type { Identities } from '../../../src/world.ts';
import { createTestDiagnostics, secret } from './support.ts';

const userMap: UserMap = {
  entries: new Map<string, readonly string[]>([
    ['octocat', ['ann@corp.example']],
    ['team', ['bob', 'eve']],
    ['acme/ops', ['bob', 'eve']],
    ['robot[bot]', []],
    ['helper[bot]', ['ops']],
    ['nobody', []],
  ]),
  fallback: undefined,
  syntax: 'yaml',
};
const withFallback: UserMap = { ...userMap, fallback: '{login}@corp.example' };

/** The sources of a test; `on` is the event. */
type Sources = Partial<RecipientSources> & { readonly on?: string };

/** Recipients, each in a line of its own. */
const inLines = (recipients: readonly string[]) =>
  new Map(recipients.map((it, index) => [it, { input: 'payload', line: index + 1 }]));

async function resolve(recipients: readonly string[], { on = 'push', ...sources }: Sources) {
  const diagnostics = createTestDiagnostics();
  const defaults: RecipientSources = {
    userMap: undefined,
    env: { GITHUB_EVENT_NAME: on },
    event: () => ({}),
    authors: () => [],
    lookUp: undefined,
    offline: false,
    unresolved: 'error',
  };
  const all = { ...defaults, ...sources };
  const people = await resolveRecipients(inLines(recipients), all, diagnostics);
  const { errors, warnings } = diagnostics;
  return { people: Object.fromEntries(people), errors, warnings };
}

/** An organization that knows some, and remembers what it was asked. */
function organization(known: Readonly<Record<string, string>>, more: Partial<Identities> = {}) {
  const asked: (readonly string[])[] = [];
  const lookUp = async (logins: readonly string[]): Promise<Identities> => {
    asked.push(logins);
    return { found: new Map(Object.entries(known)), reason: undefined, ...more };
  };
  return { asked, lookUp };
}

describe('the map', () => {
  it.each<[string, readonly string[]]>([
    ['@octocat', ['ann@corp.example']],
    ['@OctoCat', ['ann@corp.example']],
    ['@team', ['bob', 'eve']],
    ['@Acme/Ops', ['bob', 'eve']],
    ['@nobody', []],
    ['@robot[bot]', []],
    ['@Helper[BOT]', ['ops']],
  ])('knows %s, on any event', async (recipient, ids) => {
    for (const on of ['push', 'pull_request', 'issue_comment', '']) {
      const { people, errors } = await resolve([recipient], { userMap, on });
      expect([people, errors]).toEqual([{ [recipient]: ids }, []]);
    }
  });

  it('wins over its fallback and over the organization', async () => {
    const { asked, lookUp } = organization({ octocat: 'saml' });
    const { people } = await resolve(['@octocat', '@nobody'], { userMap: withFallback, lookUp });
    expect(people).toEqual({ '@octocat': ['ann@corp.example'], '@nobody': [] });
    expect(asked).toEqual([]);
  });
});

describe('the fallback', () => {
  it('comes before the organization, and puts the login in as it is written', async () => {
    const { asked, lookUp } = organization({ hubot: 'saml' });
    const map: UserMap = { ...userMap, fallback: '{login}/$&/{login}' };
    const { people } = await resolve(['@Hubot_1'], { userMap: map, lookUp });
    expect(people).toEqual({ '@Hubot_1': ['Hubot_1/$&/Hubot_1'] });
    expect(asked).toEqual([]);
  });

  it.each(['issues', 'merge_group', ''])('says that it does not apply on %j', async (on) => {
    const { people, errors } = await resolve(['@hubot'], { userMap: withFallback, on });
    expect(people).toEqual({});
    const event = on === '' ? 'a run without an event' : `the event ${on}`;
    expect(errors[0]?.message).toContain(
      `\`user-map\` (no entry; its fallback \`*\` does not apply to ${event}, only to push, schedule, workflow_dispatch, release, deployment, and deployment_status)`,
    );
  });

  it('names all kinds that it does not serve', async () => {
    const all = ['@acme/x', '@app[bot]', '@-ceo', '@ceo'];
    const event = () => ({ author: { login: 'CEO' } });
    const { people, errors } = await resolve(all, { userMap: withFallback, event });
    expect(people).toEqual({});
    expect(errors[0]?.hint).toContain(
      'The fallback `*` does not apply to teams, or to bots and accounts of GitHub, or to logins that begin or end with a hyphen, or to logins that the event names, unless they caused it. The action does not ask GitHub for the members of a team.',
    );
  });
});

it.each([
  ...['@', '@ octocat', '@octo.cat', '@acme/', '@acme/ops/x', '@@octocat', '@octocat[bot]x'],
  ...['@[bot]', '@octöcat', '@octocat\n', '@"octocat"', '@*', '@{login}', '@ada@corp.example'],
  `@${'x'.repeat(40)}`,
])(
  'what no login can be, %j, is neither looked for nor passed on, nor shown',
  async (recipient) => {
    const { asked, lookUp } = organization({ '': 'everybody', '*': 'everybody' });
    const { people, errors } = await resolve([recipient], { userMap: withFallback, lookUp });
    expect([people, asked]).toEqual([{}, []]);
    expect(errors.map(({ code }) => code)).toEqual(['recipient-unresolved']);
    expect(errors[0]?.message).toMatch(/^No WalkMe user is known for @…\. /);
    expect(errors[0]?.hint).toMatch(/`octocat: name@.* A login has up to 39 letters/);
  },
);

describe('the organization', () => {
  it('is asked once for all that are open: not for bots, teams and nonsense', async () => {
    const { asked, lookUp } = organization({ hubot: ' id-1 ', mona: 'id-2', 'app[bot]': 'x' });
    const written = ['@hubot', '@octocat', '@Mona', '@mona', '@x y', '@app[bot]', '@acme/x'];
    const { people, errors } = await resolve(written, { userMap, lookUp, on: 'issue_comment' });
    expect(asked).toEqual([['hubot', 'Mona']]);
    expect(people).toEqual({
      '@octocat': ['ann@corp.example'],
      '@hubot': ['id-1'],
      '@Mona': ['id-2'],
      '@mona': ['id-2'],
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain('for @…, @app[bot], @acme/x. Tried');
  });

  it('is not asked when nobody is open', async () => {
    const { asked, lookUp } = organization({});
    await resolve(['@octocat'], { userMap, lookUp });
    await resolve([], { lookUp });
    const { errors } = await resolve(['@dependabot[bot]'], { lookUp });
    expect(asked).toEqual([]);
    expect(errors[0]?.message).toContain('SAML identities of the organization (not asked)');
  });

  it.each(['ada\u2028bob', 'null', ' \u200b'])('cannot name a person by %j', async (name) => {
    const { lookUp } = organization({ hubot: name });
    const { people, errors } = await resolve(['@hubot'], { lookUp, unresolved: 'warn' });
    expect(people).toEqual({ '@hubot': [] });
    const message = 'The SAML name of @hubot in the organization cannot be a WalkMe ID.';
    const hint = 'Add the login to the user map, with the ID that WalkMe knows.';
    const location = { input: 'payload', line: 1 };
    expect(errors).toEqual([{ code: 'recipient-unresolved', message, hint, location }]);
  });

  it.each(['error', 'warn'] as const)(
    'that gives no answer is no denial, with `unresolved-recipients: %s`',
    async (unresolved) => {
      const outage = { reason: 'GitHub returned HTTP 502', unavailable: 'temporary' } as const;
      const { lookUp } = organization({ mona: 'id-2' }, outage);
      const all = ['@mona', '@hubot', '@acme/x', '@lisa'];
      const { people, errors } = await resolve(all, { lookUp, unresolved });
      const isError = unresolved === 'error';
      expect(people).toEqual({ '@mona': ['id-2'], ...(!isError && { '@acme/x': [] }) });
      expect(errors.map(({ code }) => code)).toEqual([
        'github-unavailable',
        ...(isError ? ['recipient-unresolved'] : []),
      ]);
      expect(errors[0]).toMatchObject({
        message:
          'GitHub could not be asked for the SAML identities of @hubot, @lisa: GitHub returned HTTP 502.',
        location: { input: 'payload', line: 2 },
      });
    },
  );
});

it.each([
  ['temporary', /^Re-run the job later, or add/],
  ['lasting', /^Check `github-token`, .*, or add/],
] as const)('what to do depends on whether an outage is %s', async (unavailable, hint) => {
  const { lookUp } = organization({}, { reason: 'no', unavailable });
  const { errors } = await resolve(['@hubot'], { lookUp });
  expect(errors[0]?.hint).toMatch(hint);
});

it('a job that is cancelled during the look-up says so', async () => {
  const { lookUp } = organization({}, { reason: 'no', unavailable: 'cancelled' });
  await expect(resolve(['@hubot'], { lookUp })).rejects.toMatchObject({
    code: 'deadline-exceeded',
  });
});

describe('all that stay open are one error', () => {
  it('that names them, what was tried, what to add, and how to go on without', async () => {
    const { errors } = await resolve(['@hubot', '@mona'], {});
    expect(errors).toEqual([
      {
        code: 'recipient-unresolved',
        message:
          'No WalkMe user is known for @hubot, @mona. Tried: `user-map` (not set), `github-token` (not set).',
        hint: 'Set `user-map: .github/walkme/people.yml` in the step. In that file, add a line such as `hubot: name@example.com`, or `hubot: []` to notify no one. To leave such recipients out, set `unresolved-recipients: warn`.',
        location: { input: 'payload', line: 1 },
      },
    ]);
  });

  it.each<[string, UserMap['syntax'], string]>([
    ['@hubot[bot]', 'yaml', '`"hubot[bot]": name@example.com`, or `"hubot[bot]": []`'],
    ['@acme/web', 'yaml', '`acme/web: [name@example.com]`'],
    ['@acme/web', 'json', '`"acme/web": ["name@example.com"]`'],
    ['@hubot', 'json', '`"hubot": "name@example.com"`, or `"hubot": []`'],
    ['@null', 'yaml', '`"null": name@example.com`'],
    ['@1e3', 'yaml', '`"1e3": name@example.com`'],
  ])('that shows the line for %s as %s', async (login, syntax, line) => {
    const { errors } = await resolve([login], { userMap: { ...userMap, syntax } });
    const advice = `In the file that \`user-map\` names, add a line such as ${line}`;
    expect(errors[0]?.hint).toContain(advice);
  });

  const { lookUp: ofNobody } = organization({});
  const { lookUp: ofNone } = organization({}, { reason: 'the token cannot read them' });
  it.each<[Sources, RegExp]>([
    [{}, /`user-map` \(no entry\), `github-token` \(not set\)/],
    [{ userMap: withFallback, event: () => ({ login: 'hubot' }) }, /`user-map` \(no entry\), /],
    [{ lookUp: ofNobody }, /`user-map` \(no entry\), SAML .*\(no identity\)/],
    [{ lookUp: ofNone }, /SAML .*\(the token cannot read them\)/],
  ])('%#: that says what was tried', async (sources, message) => {
    const { errors } = await resolve(['@octocat', '@hubot'], { userMap, ...sources });
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.location).toEqual({ input: 'payload', line: 2 });
  });

  it('that names fifty at most, without secrets', async () => {
    const many = Array.from({ length: 53 }, (_, index) => `@user-${index}`);
    const [error] = (await resolve(many, {})).errors;
    expect(error?.message).toContain('@user-49 and 3 more');
    const [fewer] = (await resolve(many.slice(0, 50), {})).errors;
    expect(fewer?.message).not.toContain('more');
    const [login] = (await resolve([`@${secret}`], {})).errors;
    expect(login?.hint).toContain('`"***": []`');
  });
});

it('with `unresolved-recipients: warn`, unknown logins are left out, and named in one warning', async () => {
  const sources = { userMap, unresolved: 'warn' } as const;
  const { people, errors, warnings } = await resolve(['@hubot', '@octocat', '@mona'], sources);
  expect(people).toEqual({ '@hubot': [], '@octocat': ['ann@corp.example'], '@mona': [] });
  expect(errors).toEqual([]);
  expect(warnings).toEqual([
    {
      level: 'warning',
      message:
        'No WalkMe user is known for @hubot, @mona, so the notification does not reach them. Tried: `user-map` (no entry), `github-token` (not set).',
      hint: 'In the file that `user-map` names, add a line such as `hubot: name@example.com`, or `hubot: []` to notify no one.',
      location: { input: 'payload', line: 1 },
    },
  ]);
  expect((await resolve(['@octocat'], sources)).warnings).toEqual([]);
});

it.each([
  [['ada@corp.example', 'OctoCat', '@team', 'nobody'], '2 recipients are', 'they are', 'them'],
  [['mona', 'team'], 'A recipient is', 'it is', 'it'],
])('of %j, logins without an @ are warned of where the map knows them', (ids, what, sent, them) => {
  const diagnostics = createTestDiagnostics();
  warnOfBareLogins(inLines(ids), userMap, diagnostics);
  const message = `${what} in \`user-map\`, but without an \`@\` ${sent} sent as written.`;
  const hint = `To reach the people in the map, write ${them} as \`@login\`, or \`mentions(…)\` around the list in a payload file.`;
  const warning = { level: 'warning', message, hint, location: { input: 'payload', line: 2 } };
  expect(diagnostics.warnings).toEqual([warning]);
});

it.each([
  ['has an @', ['ada@corp.example', '@octocat', 'octocat@corp.example'], userMap.entries],
  ['is an ID of its person', ['ada'], new Map([['ada', ['ada', 'ada@corp.example']]])],
])('a login that %s is no mistake', (_, ids, entries) => {
  const diagnostics = createTestDiagnostics();
  warnOfBareLogins(inLines(ids), { ...userMap, entries }, diagnostics);
  expect(diagnostics.warnings).toEqual([]);
});

describe('in a dry run', () => {
  it('what only the organization could say stays open, and nobody is asked', async () => {
    const { asked, lookUp } = organization({ hubot: 'id-1' });
    const sources = { userMap, lookUp, offline: true };
    const { people, errors } = await resolve(['@hubot', '@octocat'], sources);
    expect([people, errors, asked]).toEqual([{ '@octocat': ['ann@corp.example'] }, [], []]);
  });

  it('what nobody could say is an error all the same', async () => {
    const { lookUp } = organization({});
    const all = ['@hubot', '@x y', '@app[bot]', '@acme/x'];
    const { errors } = await resolve(all, { lookUp, offline: true });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain('for @…, @app[bot], @acme/x. ');
    const without = await resolve(['@hubot'], { userMap, offline: true });
    expect(without.errors[0]?.message).toContain('@hubot');
  });
});
