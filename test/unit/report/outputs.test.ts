import { describe, expect, it } from 'vitest';
import { notSent } from '../../../src/delivery/outcome.ts';
import { outputNames, toOutputs } from '../../../src/report/outputs.ts';
import { configured } from '../config/support.ts';
import { delivery, docs, error, outcome, outcomesOf, reported, times } from './support.ts';

it('the outputs are those of the interface, section 2', () => {
  expect(outputNames.join(' ')).toBe(
    'outcome deliveries payload status-code request-id response attempts duration-ms error-code error-message',
  );
});

describe('after a delivery that was accepted', () => {
  it('the outputs have everything that is known, and null for the rest', () => {
    const sent = outcome('accepted', {
      delivery: delivery(null, { templateId: 'T', runtimeTitle: 'Hi' }),
      statusCode: 200,
      requestId: 'r-1',
      durationMs: 812,
      response: '{"ok":true}',
    });
    const { outputs, warnings } = toOutputs(reported({ outcomes: [sent], durationMs: 1234.6 }));
    expect(warnings).toEqual([]);
    expect(outputs).toEqual({
      outcome: 'sent',
      deliveries:
        '[{"name":"Template T","systemId":null,"templateId":"T","status":"accepted","statusCode":200,"requestId":"r-1","attempts":1,"durationMs":812,"errorCode":null,"errorMessage":null,"response":"{\\"ok\\":true}"}]',
      payload:
        '[{"notification":{"templateId":"T","audiencesIds":["audience-1"],"runtimeTitle":"Hi"}}]',
      'status-code': '200',
      'request-id': 'r-1',
      response: '{"ok":true}',
      attempts: '1',
      'duration-ms': '1235',
      'error-code': '',
      'error-message': '',
    });
  });

  it('an empty response is empty, not null', () => {
    const { outputs } = toOutputs(reported({ outcomes: [outcome('accepted', { response: '' })] }));
    expect(outputs.response).toBe('');
    expect(JSON.parse(outputs.deliveries)).toMatchObject([{ response: '' }]);
  });
});

describe('after several deliveries', () => {
  const outcomes = [
    outcome('refused', { delivery: delivery('A'), statusCode: 404, attempts: 2, response: 'no' }),
    outcome('accepted', { delivery: delivery('B'), statusCode: 200, requestId: 'r-2' }),
    outcome('unknown', { delivery: delivery('C'), attempts: 4 }),
  ];
  const { outputs } = toOutputs(reported({ outcomes }));

  it('each has all its keys, in the order of the plan', () => {
    const entries: readonly Readonly<Record<string, unknown>>[] = JSON.parse(outputs.deliveries);
    expect(new Set(entries.map((it) => Object.keys(it).length))).toEqual(new Set([11]));
    expect(entries).toMatchObject([
      { systemId: 'A', status: 'refused', statusCode: 404, requestId: null, attempts: 2 },
      { systemId: 'B', status: 'accepted', statusCode: 200, requestId: 'r-2', attempts: 1 },
      { systemId: 'C', status: 'unknown', statusCode: null, requestId: null, attempts: 4 },
    ]);
    const texts = entries.map((it) => [it['errorCode'], it['errorMessage'], it['response']]);
    expect(texts).toEqual([
      ['request-refused', 'it was refused. Look. See docs/errors.md#request-refused', 'no'],
      [null, null, null],
      ['delivery-unknown', 'it was unknown. Look. See docs/errors.md#delivery-unknown', null],
    ]);
  });

  it('the single outputs are those of the first, the error is that of the unknown one', () => {
    expect(outputs).toMatchObject({
      outcome: 'partial',
      'status-code': '404',
      'request-id': '',
      response: 'no',
      attempts: '7',
      'error-code': 'delivery-unknown',
    });
    expect(outputs['error-message']).toMatch(
      /^System C: it was unknown\. Look\.\nAccepted: System B\. Unknown: System C\. .*re-run/,
    );
    expect(JSON.parse(outputs.payload)).toHaveLength(3);
  });
});

describe('without a plan', () => {
  it('everything is empty', () => {
    const { outputs } = toOutputs(reported({ errors: [error('no')] }));
    expect(outputs).toEqual({
      outcome: 'failed',
      deliveries: '[]',
      payload: '[]',
      'status-code': '',
      'request-id': '',
      response: '',
      attempts: '0',
      'duration-ms': '1500',
      'error-code': 'payload-invalid',
      'error-message': 'no. See docs/errors.md#payload-invalid',
    });
  });

  it('the message has every error, up to fifty', () => {
    const many = (count: number) =>
      toOutputs(reported({ errors: times(count, (index) => error(`p${index}`)) })).outputs[
        'error-message'
      ].split('\n');
    const see = 'See docs/errors.md#payload-invalid';
    expect(many(3)).toEqual([`p0. ${see}`, `p1. ${see}`, `p2. ${see}`]);
    expect(many(50)).toHaveLength(50);
    expect(many(53)).toHaveLength(51);
    expect(many(53).slice(-2)).toEqual([`p49. ${see}`, 'And 3 more.']);
  });
});

describe('where a run fails', () => {
  const url = (code: string) => `${docs}/errors.md#${code}`;

  it('every message ends with the address of its section', () => {
    const outcomes = outcomesOf('accepted', 'refused', 'unknown');
    const { outputs } = toOutputs(reported({ outcomes, docs }));
    expect(outputs['error-message'].split('\n')).toEqual([
      'System C: it was unknown. Look.',
      expect.stringMatching(/^Accepted: System A\. Unknown: System C\./),
      `See ${url('delivery-unknown')}`,
    ]);
    expect(JSON.parse(outputs.deliveries)).toMatchObject([
      { errorMessage: null },
      { errorMessage: `it was refused. Look. See ${url('request-refused')}` },
      { errorMessage: `it was unknown. Look. See ${url('delivery-unknown')}` },
    ]);
  });

  it('so does each of several, and as many are there as fit', () => {
    const errors = times(49, (index) => error(`${index}${'x'.repeat(500)}`));
    const lines = toOutputs(reported({ errors, docs })).outputs['error-message'].split('\n');
    expect(lines).toHaveLength(28);
    expect(lines.slice(0, 27)).toEqual(
      errors.slice(0, 27).map((it) => `${it.message}. See ${url('payload-invalid')}`),
    );
    expect(lines.at(-1)).toBe('And 22 more.');
  });
});

it('the payload has a login as it was written, not the ids that it stands for', () => {
  const planned = delivery(null, { endUsersIds: ['@octocat'], audiencesIds: [] });
  const sent = outcome('accepted', {
    delivery: { ...planned, recipients: { endUsersIds: ['ann@corp.example'] } },
  });
  const { outputs } = toOutputs(reported({ outcomes: [sent] }));
  expect(JSON.parse(outputs.payload)).toEqual([
    { notification: { templateId: 'template-1', endUsersIds: ['@octocat'] } },
  ]);
  expect(JSON.stringify(outputs)).not.toContain('ann@corp.example');
});

it('a dry run has a payload, and no attempt', async () => {
  const config = await configured({ 'dry-run': 'true' });
  const outcomes = [notSent(delivery('A'), 'skipped', null)];
  const { outputs } = toOutputs(reported({ config, outcomes }));
  expect(outputs).toMatchObject({ outcome: 'dry-run', attempts: '0', 'status-code': '' });
  expect(JSON.parse(outputs.deliveries)).toMatchObject([{ status: 'skipped', attempts: 0 }]);
  expect(JSON.parse(outputs.payload)).toMatchObject([{ notification: { systemId: 'A' } }]);
});
