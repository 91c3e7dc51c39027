import { expect, it } from 'vitest';
import { expectRefusedEarly, notify, templateId } from '../support/story.ts';

const files = {
  'people.yml': `OctoCat: mona@people.example
team-lead: ada@people.example, ann@people.example
acme/ops: [ops@people.example]
"hubot[bot]": []
nobody: []
"*": "{login}@people.example"
`,
};

it('a login reaches the person in the user map, and the outputs keep the login', async () => {
  const run = await notify({
    to: {
      'template-id': templateId,
      'end-user-ids': '@octocat; ann@people.example; @team-lead; @Acme/Ops; @Someone; @hubot[bot]',
      'user-map': 'people.yml',
    },
    env: { GITHUB_EVENT_NAME: 'push' },
    files,
  });

  expect(run.report.exitCode).toBe(0);
  expect(run.accepted.map(({ endUsersIds }) => endUsersIds)).toEqual([
    [
      'mona@people.example',
      'ann@people.example',
      'ada@people.example',
      'ops@people.example',
      'Someone@people.example',
    ],
  ]);
  expect(run.payload[0]?.notification['endUsersIds']).toEqual([
    '@octocat',
    'ann@people.example',
    '@team-lead',
    '@Acme/Ops',
    '@Someone',
    '@hubot[bot]',
  ]);
  expect(run.everything).not.toMatch(/mona@|ada@/);
  expect(run.log.join('\n')).toContain('5 people');
});

it('all logins that nobody knows are named at once, and what was tried', async () => {
  const run = await notify({
    inputs: {
      'end-user-ids': '@octocat, @stranger, @../../x, @dependabot[bot]',
      'user-map': 'people.yml',
      'github-token': 'ghp_0123456789abcdef',
    },
    env: { GITHUB_EVENT_NAME: 'issues' },
    files,
  });
  expectRefusedEarly(
    run,
    'recipient-unresolved',
    /@stranger, @…, @dependabot\[bot\]/,
    /`user-map`.*`\*` does not apply to the event issues/,
    /no SAML provider/,
    /stranger: name@example\.com/,
  );
});

it.each(['error', 'warn'])(
  'a look-up that failed leaves no one out, with `unresolved-recipients: %s`',
  async (unresolved) => {
    const outage = { reason: 'GitHub returned HTTP 502', unavailable: 'temporary' } as const;
    const run = await notify({
      to: {
        'template-id': templateId,
        'end-user-ids': '@octocat, @stranger',
        'user-map': 'people.yml',
        'github-token': 'ghp_0123456789abcdef',
        'unresolved-recipients': unresolved,
      },
      env: { GITHUB_EVENT_NAME: 'issues' },
      files,
      world: { lookUpIdentities: async () => ({ found: new Map(), ...outage }) },
    });
    expectRefusedEarly(
      run,
      'github-unavailable',
      /identities of @stranger: GitHub returned HTTP 502/,
    );
  },
);
