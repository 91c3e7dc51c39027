import { describe, expect, it } from 'vitest';
import type { ErrorDiagnostic, Location, WarningDiagnostic } from '../../../src/diagnostics.ts';
import { type Given, type Layer, overrideLayer } from '../../../src/layer.ts';
import { mergeLayers, unreadLayer } from '../../../src/payload/layers.ts';
import { completeNotification, type Notification } from '../../../src/payload/notification.ts';
import { createTestDiagnostics, nowMs, secret } from './support.ts';

const location: Location = { input: 'payload-file', file: 'p.yml', line: 3, column: 5 };
const given = <T>(value: T): Given<T> => ({ value, location });
const failed: Given<string> = { value: '', location, failed: true };

const whole: Layer = {
  texts: { templateId: given('template-1') },
  lists: { audiencesIds: [given('audience-1')] },
  override: new Map(),
  additional: new Map(),
};

interface Completed {
  readonly notification: Notification;
  readonly errors: readonly ErrorDiagnostic[];
  readonly warnings: readonly WarningDiagnostic[];
}

function complete(layer: Layer, name = 'The notification'): Completed {
  const diagnostics = createTestDiagnostics();
  const notification = completeNotification(
    layer,
    { name, nowMs, testRecipients: undefined, holdsSecret: (text) => text.includes(secret) },
    diagnostics,
  );
  return { notification, errors: diagnostics.errors, warnings: diagnostics.warnings };
}

it('what was not given is absent', () => {
  expect(complete(whole)).toEqual({
    notification: {
      templateId: 'template-1',
      audiencesIds: ['audience-1'],
      override: [],
      additional: {},
    },
    errors: [],
    warnings: [],
  });
});

it('what was given is there', () => {
  const { notification, errors } = complete({
    texts: {
      templateId: given('template-1'),
      notificationType: given('popup'),
      title: given(' t '),
      runtimeTitle: given('rt'),
      runtimeDescription: given('rd'),
      startAt: given('2027-01-16 09:00'),
      endAt: given('2027-01-17'),
    },
    lists: {
      systemId: [given('s1'), given('s2'), given('s1')],
      endUsersIds: [given('@octocat'), given('ann'), given('@octocat')],
      audiencesIds: [given('b'), given('a'), given('b')],
    },
    override: new Map([
      ['B', given('')],
      ['A', given('x')],
    ]),
    additional: new Map<string, Given<unknown>>([['category', given({ level: 1 })]]),
  });
  expect(errors).toEqual([]);
  expect(notification).toEqual({
    systemId: ['s1', 's2'],
    templateId: 'template-1',
    endUsersIds: ['@octocat', 'ann'],
    audiencesIds: ['b', 'a'],
    notificationType: 'Popup',
    title: ' t ',
    runtimeTitle: 'rt',
    runtimeDescription: 'rd',
    startAt: '2027-01-16 09:00',
    endAt: '2027-01-17',
    override: [
      { key: 'B', value: '' },
      { key: 'A', value: 'x' },
    ],
    additional: { category: { level: 1 } },
    personLocations: new Map([
      ['@octocat', location],
      ['ann', location],
    ]),
  });
});

describe('recipients that expressions found nobody for', () => {
  const emptied: Given<string> = { value: '', location, emptiedBy: '`${{ mentions(x) }}`' };
  const to = (lists: Layer['lists']): Completed => complete({ ...whole, lists });

  it.each<[string, Layer['lists']]>([
    ['people', { endUsersIds: [emptied] }],
    ['audiences', { audiencesIds: [emptied] }],
  ])('are warned of where they are all %s there are', (_, lists) => {
    const { notification, errors, warnings } = to(lists);
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      {
        level: 'warning',
        message:
          'The notification is skipped, because it has no recipients: `${{ mentions(x) }}` evaluates to an empty list.',
        location,
      },
    ]);
    expect(notification.endUsersIds ?? []).toEqual([]);
    expect(notification.audiencesIds ?? []).toEqual([]);
    expect(notification).not.toHaveProperty('personLocations');
  });

  it('are named together', () => {
    const other = { ...emptied, emptiedBy: '`${{ y }}`' };
    const [warning] = to({ endUsersIds: [emptied], audiencesIds: [other] }).warnings;
    expect(warning?.message).toContain('`${{ mentions(x) }}`, `${{ y }}` evaluate to empty lists.');
  });

  it('are no concern beside others', () => {
    const { notification, warnings } = to({ endUsersIds: [emptied], audiencesIds: [given('a')] });
    expect(warnings).toEqual([]);
    expect(notification).toMatchObject({ endUsersIds: [], audiencesIds: ['a'] });
  });
});

describe('where a layer could not be read', () => {
  const completeAbove = (layer: Layer) => complete(mergeLayers([unreadLayer, layer]));

  it('nothing is said to be missing', () => {
    const layer = { ...whole, texts: {}, lists: {} };
    expect(completeAbove(layer).errors).toEqual([]);
  });

  it('a start may have its end there', () => {
    const startAt = given('2027-06-01');
    const layer = { ...whole, texts: { startAt } };
    expect(completeAbove(layer).errors).toEqual([]);
    expect(complete({ ...layer, texts: { ...whole.texts, startAt } }).errors).toHaveLength(1);
  });

  it('what was given is judged', () => {
    const texts = { startAt: given('tomorrow'), endAt: given('never') };
    expect(completeAbove({ ...whole, texts }).errors).toHaveLength(2);
  });
});

describe('what is lacking names the input and the field:', () => {
  it('the template', () => {
    expect(complete({ ...whole, texts: {} }).errors).toEqual([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(/^The notification .*`template-id`.*`templateId`/),
        hint: expect.stringContaining('Communication Center'),
        location: { input: 'template-id' },
      },
    ]);
  });

  it('the recipients', () => {
    expect(complete({ ...whole, lists: {} }).errors).toEqual([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(
          /^The notification .*`end-user-ids`.*`endUsersIds`.*`audience-ids`.*`audiencesIds`/,
        ),
        hint: expect.stringContaining('Audiences'),
        location: { input: 'end-user-ids' },
      },
    ]);
  });

  it('both, of one of several', () => {
    const { errors } = complete({ ...whole, texts: {}, lists: {} }, '`notifications[2]`');
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^`notifications\[2\]` has no template/),
      expect.stringMatching(/^`notifications\[2\]` has no recipients/),
    ]);
  });

  it.each(['endUsersIds', 'audiencesIds'])('%s alone are enough', (field) => {
    expect(complete({ ...whole, lists: { [field]: [given('x')] } }).errors).toEqual([]);
  });

  it('systems are no recipients', () => {
    expect(complete({ ...whole, lists: { systemId: [given('x')] } }).errors).toHaveLength(1);
  });
});

it('what failed before causes no further error', () => {
  const { errors, warnings } = complete({
    texts: {
      templateId: failed,
      notificationType: failed,
      title: failed,
      startAt: failed,
      endAt: failed,
    },
    lists: { endUsersIds: [failed] },
    override: new Map([['A', failed]]),
    additional: new Map(),
  });
  expect(errors).toEqual([]);
  expect(warnings).toEqual([]);
});

describe('the type', () => {
  it.each([
    ['push', 'Push'],
    ['Push', 'Push'],
    ['PUSH', 'Push'],
    ['popup', 'Popup'],
    ['PopUp', 'Popup'],
    [' popup ', 'Popup'],
  ])('%j is sent as %s', (written, sent) => {
    const { notification, errors } = complete({
      ...whole,
      texts: { ...whole.texts, notificationType: given(written) },
    });
    expect(notification.notificationType).toBe(sent);
    expect(errors).toEqual([]);
  });

  it.each<[string, RegExp]>([
    ['pop-up', /"pop-up".*Did you mean `popup`\?/],
    ['pussh', /"pussh".*Did you mean `push`\?/],
    ['email', /push or popup, found "email"/],
    ['constructor', /"constructor"/],
    [`x\n${secret}`, /"x␊\*\*\*"/],
  ])('%j is refused', (written, message) => {
    const { notification, errors } = complete({
      ...whole,
      texts: { ...whole.texts, notificationType: given(written) },
    });
    expect(notification).not.toHaveProperty('notificationType');
    expect(errors).toEqual([
      { code: 'payload-invalid', message: expect.stringMatching(message), location },
    ]);
  });
});

describe('a placeholder left in the value of an override', () => {
  const remarksOn = (value: string, key = 'LINK'): readonly WarningDiagnostic[] =>
    complete({ ...whole, override: new Map([[key, given(value)]]) }).warnings;

  it.each([
    ['see ###URL###', '###URL###'],
    ['###A_1### ###B###', '###A_1###'],
    ['####URL####', '###URL###'],
  ])('%j is remarked on', (value, leftover) => {
    expect(remarksOn(value)).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(new RegExp(`\`LINK\`.*${leftover}`)),
        hint: expect.stringContaining('unknown'),
        location,
      },
    ]);
  });

  it.each([
    '## Heading',
    '### a ### b',
    '######',
    '###URL',
    `###${'x'.repeat(61)}###`,
    '###a b###',
    '#1',
  ])('%j is none', (value) => {
    expect(remarksOn(value)).toEqual([]);
  });

  it('quotes its key shortly', () => {
    expect(remarksOn('###A###', 'k'.repeat(5000))[0]?.message.length).toBeLessThan(300);
  });

  it('is remarked on whatever layer gave it', () => {
    const layer = overrideLayer(Object.entries({ A: 'x', B: '###A###' }), 'overrides');
    expect(complete({ ...whole, override: layer.override }).warnings).toMatchObject([
      { location: { input: 'overrides', key: 'B' } },
    ]);
  });
});
