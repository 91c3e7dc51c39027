import { describe, expect, it } from 'vitest';
import type { Location, WarningDiagnostic } from '../../../src/diagnostics.ts';
import { type Given, type Layer, overrideLayer } from '../../../src/layer.ts';
import { mergeLayers, unreadLayer } from '../../../src/payload/layers.ts';
import { completeNotification } from '../../../src/payload/notification.ts';
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

function complete(layer: Layer, name = 'The notification') {
  const diagnostics = createTestDiagnostics();
  const holdsSecret = (text: string): boolean => text.includes(secret);
  const options = { name, nowMs, testRecipients: undefined, holdsSecret };
  const notification = completeNotification(layer, options, diagnostics);
  const { errors, warnings } = diagnostics;
  return { notification, errors, warnings };
}

it('what was not given is absent', () => {
  const ids = { templateId: 'template-1', audiencesIds: ['audience-1'] };
  const notification = { ...ids, override: [], additional: {} };
  expect(complete(whole)).toEqual({ notification, errors: [], warnings: [] });
});

it('of equal IDs the first is kept, and each person has a location', () => {
  const all = (...ids: string[]) => ids.map(given);
  const lists = {
    systemId: all('s1', 's2', 's1'),
    endUsersIds: all('@octocat', 'ann', '@octocat'),
    audiencesIds: all('b', 'a', 'b'),
  };
  expect(complete({ ...whole, lists }).notification).toMatchObject({
    systemId: ['s1', 's2'],
    endUsersIds: ['@octocat', 'ann'],
    audiencesIds: ['b', 'a'],
    personLocations: new Map(['@octocat', 'ann'].map((id) => [id, location])),
  });
});

describe('recipients that expressions found nobody for', () => {
  const emptied: Given<string> = { value: '', location, emptiedBy: '`${{ mentions(x) }}`' };
  const other = { ...emptied, emptiedBy: '`${{ y }}`' };

  it.each<[Layer['lists'], string]>([
    [{ endUsersIds: [emptied] }, '`${{ mentions(x) }}` evaluates to an empty list'],
    [{ audiencesIds: [emptied] }, '`${{ mentions(x) }}` evaluates to an empty list'],
    [
      { endUsersIds: [emptied], audiencesIds: [other] },
      '`${{ mentions(x) }}`, `${{ y }}` evaluate to empty lists',
    ],
  ])('are warned of where they are all there are: %#', (lists, cause) => {
    const { notification, errors, warnings } = complete({ ...whole, lists });
    expect(errors).toEqual([]);
    const message = `The notification is skipped, because it has no recipients: ${cause}.`;
    expect(warnings).toEqual([{ level: 'warning', message, location }]);
    expect(notification.endUsersIds ?? []).toEqual([]);
    expect(notification.audiencesIds ?? []).toEqual([]);
    expect(notification).not.toHaveProperty('personLocations');
  });

  it('are no concern beside others', () => {
    const lists = { endUsersIds: [emptied], audiencesIds: [given('a')] };
    const { notification, warnings } = complete({ ...whole, lists });
    expect(warnings).toEqual([]);
    expect(notification).toMatchObject({ endUsersIds: [], audiencesIds: ['a'] });
  });
});

describe('where a layer could not be read', () => {
  const completeAbove = (layer: Layer) => complete(mergeLayers([unreadLayer, layer]));

  it('nothing is said to be missing, such as the end of a start', () => {
    const texts = { startAt: given('2027-06-01') };
    expect(completeAbove({ ...whole, texts, lists: {} }).errors).toEqual([]);
    const isWhole = { ...whole, texts: { ...whole.texts, ...texts } };
    expect(complete(isWhole).errors).toHaveLength(1);
  });

  it('what was given is judged', () => {
    const texts = { startAt: given('tomorrow'), endAt: given('never') };
    expect(completeAbove({ ...whole, texts }).errors).toHaveLength(2);
  });
});

describe('what is lacking names the input and the field:', () => {
  it('the template and the recipients, of one of several', () => {
    const { errors } = complete({ ...whole, texts: {}, lists: {} }, '`notifications[2]`');
    expect(errors).toEqual([
      {
        code: 'payload-invalid',
        message:
          '`notifications[2]` has no template. Set the input `template-id` or the field `templateId`.',
        hint: expect.stringContaining('Communication Center'),
        location: { input: 'template-id' },
      },
      {
        code: 'payload-invalid',
        message:
          '`notifications[2]` has no recipients. Set the input `end-user-ids` or the field `endUsersIds`, or the input `audience-ids` or the field `audiencesIds`.',
        hint: expect.stringContaining('Audiences'),
        location: { input: 'end-user-ids' },
      },
    ]);
  });

  it.each([
    ['endUsersIds', 0],
    ['audiencesIds', 0],
    ['systemId', 1],
  ])('with %s alone, the errors are %d', (field, count) => {
    const { errors } = complete({ ...whole, lists: { [field]: [given('x')] } });
    expect(errors).toHaveLength(count);
  });
});

it('what failed before causes no further error', () => {
  const names = ['templateId', 'notificationType', 'title', 'startAt', 'endAt'];
  const { errors, warnings } = complete({
    texts: Object.fromEntries(names.map((name) => [name, failed])),
    lists: { endUsersIds: [failed] },
    override: new Map([['A', failed]]),
    additional: new Map(),
  });
  expect(errors).toEqual([]);
  expect(warnings).toEqual([]);
});

describe('the type', () => {
  const typed = (written: string) => {
    return complete({ ...whole, texts: { ...whole.texts, notificationType: given(written) } });
  };

  it.each([
    ['push', 'Push'],
    ['PUSH', 'Push'],
    ['PopUp', 'Popup'],
    [' popup ', 'Popup'],
  ])('%j is sent as %s', (written, sent) => {
    const { notification, errors } = typed(written);
    expect(notification.notificationType).toBe(sent);
    expect(errors).toEqual([]);
  });

  it.each<[string, RegExp]>([
    ['pop-up', /"pop-up".*Did you mean `popup`\?/],
    ['email', /push or popup, found "email"/],
    ['constructor', /"constructor"/],
    [`x\n${secret}`, /"x␊\*\*\*"/],
  ])('%j is refused', (written, said) => {
    const { notification, errors } = typed(written);
    expect(notification).not.toHaveProperty('notificationType');
    const message = expect.stringMatching(said);
    expect(errors).toEqual([{ code: 'payload-invalid', message, location }]);
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
    const message = `The override \`LINK\` has the placeholder ${leftover} in its value.`;
    const hint = expect.stringContaining('unknown');
    expect(remarksOn(value)).toEqual([{ level: 'warning', message, hint, location }]);
  });

  it.each(['### a ### b', '######', '###URL', `###${'x'.repeat(61)}###`, '###a b###', '#1'])(
    '%j is none',
    (value) => {
      expect(remarksOn(value)).toEqual([]);
    },
  );

  it('quotes its key shortly', () => {
    expect(remarksOn('###A###', 'k'.repeat(5000))[0]?.message.length).toBeLessThan(300);
  });

  it('is remarked on whatever layer gave it', () => {
    const { override } = overrideLayer(Object.entries({ A: 'x', B: '###A###' }), 'overrides');
    const found = { location: { input: 'overrides', key: 'B' } };
    expect(complete({ ...whole, override }).warnings).toMatchObject([found]);
  });
});

it('a login among audiences is sent, with a warning', () => {
  const { notification, warnings } = complete({
    ...whole,
    lists: { audiencesIds: [given('@ann')] },
  });
  expect(notification.audiencesIds).toEqual(['@ann']);
  expect(warnings).toMatchObject([
    {
      message: expect.stringMatching(/begins with `@`/),
      hint: expect.stringMatching(/end-user-ids/),
    },
  ]);
  expect(JSON.stringify(warnings)).not.toContain('ann');
});
