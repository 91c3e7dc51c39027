import { expect, it } from 'vitest';
import { simulate } from '../support/simulator.ts';
import { notify } from '../support/story.ts';

it.each(['redirect', '301', '302', '303', '308'])(
  'the redirect "%s" of the token request is never followed',
  async (fault) => {
    const run = await notify({ token: [fault] });
    expect(run.ledger.entries).toMatchObject([{ endpoint: 'token' }]);
    expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'token-unavailable' });
    expect(run.outputs['error-message']).toMatch(/HTTP 3\d\d.*never followed.*`base-url`/);
  },
);

it.each(['redirect', '301', '308'])(
  'the redirect "%s" of a send is never followed',
  async (fault) => {
    const other = await simulate();
    const elsewhere = `redirect ${other.url}/public/v1/notifications/send`;
    const run = await notify({ send: [fault === 'redirect' ? elsewhere : fault] });
    expect(other.ledger.entries).toEqual([]);
    expect(run.ledger.entries.map((it) => it.endpoint)).toEqual(['token', 'send']);
    expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'request-refused' });
    expect(run.outputs['error-message']).toMatch(
      /HTTP 3\d\d.*Redirects are never followed.*`base-url`/,
    );
    expect(run.deliveries).toMatchObject([{ status: 'refused', attempts: 1 }]);
  },
);
