import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultRules, parseFault } from '../../simulator/faults/fault.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { start } from './support.ts';

describe('a fault', () => {
  it.each<[string, string, boolean]>([
    ['ok', 'ok', true],
    ['OK  204', 'ok 204', true],
    ['ok close', 'ok close', true],
    ['slow-250', 'slow 250', true],
    ['idle close', 'idle close', true],
    ['503', '503', false],
    ['429-retry-after-1', '429 retry-after 1', false],
    ['429 retry-after date 2', '429 retry-after date 2', false],
    ['503 Retry-After rubbish', '503 retry-after rubbish', false],
    ['500 after accepting', '500 after accepting', true],
    ['500-after-accepting-retry-after-3', '500 after accepting retry-after 3', true],
    ['redirect', 'redirect', false],
    ['redirect https://a-B.example/C-d', 'redirect https://a-B.example/C-d', false],
    ['html', 'html', true],
    ['html 502', 'html 502', false],
    ['echo 200', 'echo 200', true],
    ['echo 400', 'echo 400', false],
    ['reset early', 'reset early', false],
    ['reset', 'reset', false],
    [' accepted then reset ', 'accepted then reset', true],
    ['accepted-then-stall', 'accepted then stall', true],
    ['drip', 'drip', true],
    ['cut json', 'cut json', true],
    ['huge', 'huge', true],
    ['garbage', 'garbage', false],
  ])('reads %j as %j', (text, spelled, accepts) => {
    expect(parseFault(text, 'send')).toMatchObject({ text: spelled, accepts });
    expect(parseFault(spelled, 'token')).toMatchObject({ text: spelled, accepts });
  });

  it('reads unsent as an outage', () => {
    expect(parseFault('unsent', 'send')).toEqual({ text: 'unsent', outageMs: 400 });
    expect(parseFault('unsent 50', 'token')).toEqual({ text: 'unsent 50', outageMs: 50 });
  });

  it.each([
    '',
    'okay',
    'ok 300',
    'ok 20',
    '200',
    '600',
    '42',
    '429 retry-after',
    '429 retry-after -1',
    '429 retry-after soon',
    '503 retry-after 1 after accepting',
    'slow',
    'slow x',
    'unsent x',
    'accepted then 500',
    'echo',
    'html 100',
    'redirect é',
    'ok, ok',
  ])('rejects %j as unknown', (text) => {
    expect(() => parseFault(text, 'send')).toThrow(/^Unknown fault .* Use one of: ok, .*unsent/);
  });

  it.each([
    'empty token',
    'no token',
    'token type mac',
    'short token',
    'token with control character',
    'json array',
  ])('rejects %j at the send endpoint', (text) => {
    expect(parseFault(text, 'token')).toMatchObject({ text, accepts: true });
    expect(() => parseFault(text, 'send')).toThrow('is for the token endpoint only');
  });
});

describe('an unknown fault', () => {
  it('prevents the start', async () => {
    await expect(startSimulator({ script: { send: ['ok', 'bum'] } })).rejects.toThrow('"bum"');
    await expect(startSimulator({ script: { token: ['bum'] } })).rejects.toThrow('"bum"');
  });

  it('does not change the script', async () => {
    const simulator = await start();
    expect(() => simulator.script('send', ['bum'])).toThrow('Unknown fault');
  });
});

it('has a description and a test for every fault', () => {
  const tests = ['grammar', 'response-faults', 'connection-faults'].map((name) =>
    readFileSync(join(import.meta.dirname, `${name}.test.ts`), 'utf8'),
  );
  for (const { form, description } of faultRules) {
    expect(description).not.toBe('');
    const words = form.replaceAll(/\[.*?\]|<.*?>/g, '').trim();
    expect(tests.join(), `no test of the fault "${form}"`).toContain(`'${words}`);
  }
});

describe('an invalid option', () => {
  it.each([
    [{ clients: { 'a:b': 'long-enough' } }, 'colon'],
    [{ clients: { '': 'long-enough' } }, 'empty'],
    [{ clients: { a: 'short' } }, '8 characters'],
    [{ prefix: 'gateway' }, 'prefix'],
    [{ prefix: '/gateway/' }, 'prefix'],
    [{ prefix: '/__ledger' }, 'prefix'],
  ])('%j is rejected', async (options, reason) => {
    await expect(startSimulator(options)).rejects.toThrow(reason);
  });
});
