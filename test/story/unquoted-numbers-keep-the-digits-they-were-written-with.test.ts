import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

const documents = {
  'a YAML file': `notification:
  templateId: 12345678901234567890
  audiencesIds: [0012, 1e5, 98765432109876543210]
  runtimeTitle: 1.10
  runtimeDescription: yes
  override: {VERSION: 1.10, HEX: 0x1F, FLAG: True, DAY: 2027-01-15, TILDE: ~, ZERO: 0}
`,
  'a JSON file': `{"notification": {
    "templateId": 12345678901234567890,
    "audiencesIds": ["0012", 1e5, 98765432109876543210],
    "runtimeTitle": 1.10,
    "runtimeDescription": "yes",
    "override": {"VERSION": 1.10, "HEX": "0x1F", "FLAG": "True", "DAY": "2027-01-15", "TILDE": null, "ZERO": 0}
  }}`,
};

it.each(Object.entries(documents))(
  '%s keeps the digits of unquoted numbers',
  async (kind, text) => {
    const path = kind.includes('YAML') ? 'p.yml' : 'p.json';
    const run = await notify({ to: { 'payload-file': path }, files: { [path]: text } });
    expect(run.outputs['error-message']).toBe('');
    expect(run.accepted).toEqual([
      {
        templateId: '12345678901234567890',
        audiencesIds: ['0012', '1e5', '98765432109876543210'],
        runtimeTitle: '1.10',
        runtimeDescription: 'yes',
        override: [
          { key: 'VERSION', value: '1.10' },
          { key: 'HEX', value: '0x1F' },
          { key: 'FLAG', value: 'True' },
          { key: 'DAY', value: '2027-01-15' },
          { key: 'ZERO', value: '0' },
        ],
      },
    ]);
  },
);
