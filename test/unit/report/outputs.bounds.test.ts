import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { toOutputs } from '../../../src/report/outputs.ts';
import { delivery, outcome, reported, times } from './support.ts';

/** What GitHub counts, and may count: bytes of UTF-8, or two for each unit. */
function size({ outputs }: ReturnType<typeof toOutputs>): number {
  const bytes = (text: string) => Math.max(Buffer.byteLength(text), 2 * text.length);
  return Object.values(outputs).reduce((sum, text) => sum + bytes(text), 0);
}

type Entry = Readonly<Record<string, unknown>>;

function listed({ outputs }: ReturnType<typeof toOutputs>): readonly Entry[] {
  return JSON.parse(outputs.deliveries);
}

/** Five hundred deliveries, the most that a step may have. */
function many(build: (index: number) => Outcome): ReturnType<typeof toOutputs> {
  const bounded = toOutputs(reported({ outcomes: times(500, build) }));
  expect(size(bounded)).toBeLessThanOrEqual(900_000);
  return bounded;
}

const id = '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726';

describe('a response', () => {
  it.each<[string, string, string, string]>([
    ['of letters', 'x'.repeat(70_000), 'x'.repeat(65_536), 'x'.repeat(4096)],
    ['that just fits', 'x'.repeat(65_536), 'x'.repeat(65_536), 'x'.repeat(4096)],
    ['of é', `x${'é'.repeat(40_000)}`, `x${'é'.repeat(32_767)}`, `x${'é'.repeat(2047)}`],
    ['of 漢', '漢'.repeat(30_000), '漢'.repeat(21_845), '漢'.repeat(1365)],
    ['of 🚀', `x${'🚀'.repeat(20_000)}`, `x${'🚀'.repeat(16_383)}`, `x${'🚀'.repeat(1023)}`],
    ['that is short', '🚀', '🚀', '🚀'],
  ])('%s is cut at 64 KiB, in the list at 4 KiB, between characters', (_, body, whole, short) => {
    const bounded = toOutputs(reported({ outcomes: [outcome('accepted', { response: body })] }));
    expect(bounded.outputs.response).toBe(whole);
    expect(listed(bounded)[0]?.['response']).toBe(short);
    expect(bounded.warnings).toEqual([]);
  });
});

it('a message is cut at 8,192 characters before its address', () => {
  const error = { code: 'request-refused', message: 'm'.repeat(40_000), hint: 'h' } as const;
  const bounded = toOutputs(reported({ outcomes: [outcome('refused', { error })] }));
  expect(listed(bounded)[0]?.['errorMessage']).toMatch(/^m{8191}… See \S+$/);
  expect(bounded.outputs['error-message']).toMatch(/^m{8191}… See \S+$/);
});

describe('all outputs together stay below 900 KB', () => {
  it('with ordinary deliveries, which lose nothing', () => {
    const bounded = many((index) =>
      outcome('accepted', {
        delivery: delivery(`${id}-${index}`),
        statusCode: 200,
        requestId: id,
        response: '{"status":"ok"}',
      }),
    );
    expect(bounded.warnings).toEqual([]);
    expect(listed(bounded)[499]).toMatchObject({ requestId: id, response: '{"status":"ok"}' });
  });

  it.each<[string, string]>([
    ['letters', 'x'],
    ['quotes', '"'],
    ['control characters', '\u0001'],
    ['characters of three bytes', '漢'],
    ['characters of four bytes', '🚀'],
  ])('with big responses of %s, which are cut first', (_, piece) => {
    const bounded = many((index) =>
      outcome('accepted', { delivery: delivery(`${index}`), response: piece.repeat(65_536) }),
    );
    expect(bounded.warnings).toEqual([
      { level: 'warning', message: expect.stringMatching(/^The responses were cut .*900 KB/) },
    ]);
    expect(JSON.parse(bounded.outputs.payload)).toHaveLength(500);
    expect(listed(bounded)).toHaveLength(500);
    expect(listed(bounded)[499]).toMatchObject({ systemId: '499', status: 'accepted' });
  });

  it('with responses of which a little may stay', () => {
    const bounded = many(() => outcome('accepted', { response: 'x'.repeat(1000) }));
    expect(bounded.outputs.response).toBe('x'.repeat(1000));
    expect(listed(bounded)[499]?.['response']).toBe('x'.repeat(256));
  });

  it('with big payloads, which are left out next', () => {
    const described = { runtimeDescription: 'x'.repeat(2000) };
    const bounded = many((index) =>
      outcome('accepted', { delivery: delivery(`${index}`, described) }),
    );
    expect(bounded.outputs.payload).toBe('[]');
    expect(listed(bounded)).toHaveLength(500);
    expect(bounded.warnings[0]?.message).toMatch(/^The responses and the payload were cut/);
  });

  it('with payloads that together are longer than any text can be', () => {
    const huge = delivery('A', { runtimeDescription: 'x'.repeat(1_200_000) });
    const bounded = many(() => outcome('accepted', { delivery: huge }));
    expect(bounded.outputs.payload).toBe('[]');
  });

  it('with long messages, which are shortened with the payload', () => {
    const error = { code: 'request-refused', message: 'm'.repeat(5000), hint: 'h' } as const;
    const bounded = many((index) => outcome('refused', { delivery: delivery(`${index}`), error }));
    expect(listed(bounded)[499]?.['errorMessage']).toMatch(/^m{199}… See \S+$/);
  });

  it.each<[string, Partial<Outcome>]>([
    ['ids', { delivery: delivery('S'.repeat(5000), { templateId: 'T'.repeat(5000) }) }],
    [
      'messages that grow in JSON',
      { error: { code: 'request-refused', message: '\u0001'.repeat(5000), hint: 'h' } },
    ],
  ])('with %s that are too many for any list, which is left out last', (_, fields) => {
    const bounded = many(() => outcome('refused', fields));
    expect(bounded.outputs).toMatchObject({
      outcome: 'failed',
      deliveries: '[]',
      payload: '[]',
      attempts: '500',
      'error-code': 'request-refused',
    });
    expect(bounded.outputs['error-message']).not.toBe('');
    expect(bounded.warnings[0]?.message).toMatch(
      /^The responses, the payload, and the deliveries were cut/,
    );
  });

  it('with one payload that is longer than all of them may be', () => {
    const sent = delivery('A', { runtimeDescription: '🚀'.repeat(240_000) });
    const bounded = toOutputs(reported({ outcomes: [outcome('accepted', { delivery: sent })] }));
    expect(size(bounded)).toBeLessThanOrEqual(900_000);
    expect(bounded.outputs.payload).toBe('[]');
  });
});
