import { expect, it } from 'vitest';
import { defaultClient } from '../../simulator/simulator.ts';
import { answer, grant, listenAndAnswer } from '../support/raw-server.ts';
import { notify, person } from '../support/story.ts';

const { id, secret } = defaultClient;
const basic = Buffer.from(`${id}:${secret}`).toString('base64');

it.each(['echo 401', 'echo 400', 'echo 200', 'echo 503'])(
  '"%s" of the credentials to the token request leaks nothing',
  async (fault) => {
    const run = await notify({ token: [fault], inputs: { 'max-attempts': '1' } });
    expect(run.report.exitCode).toBe(1);
    expect(run.outputs['error-code']).toBe(
      /4\d\d/.test(fault) ? 'token-refused' : 'token-unavailable',
    );
    for (const form of [secret, basic, encodeURIComponent(basic)]) {
      expect(run.everything).not.toContain(form);
    }
    expect(run.ledger.sends()).toHaveLength(0);
  },
);

it.each(['echo 400', 'echo 500', 'echo 200'])(
  '"%s" of token and recipients to a send leaks neither',
  async (fault) => {
    const run = await notify({
      send: [fault],
      inputs: { 'end-user-ids': person, 'runtime-title': 'T' },
    });
    const token = run.masks.find((mask) => mask.startsWith('eyJ'));
    expect(token).toBeDefined();
    for (const part of token?.split('.') ?? []) expect(run.everything).not.toContain(part);
    expect(run.outputs['response']).toContain('***');
    expect(run.outputs['response']).toContain('runtimeTitle');
  },
);

it.each(['400 No', '403 No', '500 Oh', '429 Wait'])(
  'a text of the service that names people is shown without them: %s',
  async (status) => {
    const text =
      'Person ANN@people.example of audience-cf0bd4c1 is unknown. [ann%40people.example]';
    const server = await listenAndAnswer(grant(), answer(status, text));
    const run = await notify({
      inputs: { 'base-url': server.url, 'end-user-ids': person, 'max-attempts': '1' },
    });
    const shown = 'Person [recipient] of [recipient] is unknown. [[recipient]]';
    expect(run.outputs['error-message']).toContain(shown);
    expect(run.annotations[0]?.text).toContain(shown);
    expect(run.outputs['response']).toContain('is unknown');
    expect(run.payload[0]?.notification['endUsersIds']).toEqual([person]);
  },
);
