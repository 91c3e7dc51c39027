import { describe, expect, it } from 'vitest';
import { build, least } from './support.ts';

const warningsOf = async (payload: string) => (await build({ payload, inputs: least })).warnings;

describe('text that the runner may have inserted into `payload`', () => {
  it.each([
    ['runtimeTitle: "Changes:\n    a"', /spans several lines/],
    ["runtimeTitle: 'Changes:\n    a'", /spans several lines/],
    ['runtimeTitle: a\n    b', /spans several lines/],
    ['override:\n    A: "C:\\new"', /`notification\.override\.A` has a backslash/],
    ['runtimeTitle: "x C:\\new\\temp"', /backslash/],
    ['runtimeTitle: "src\\temp"', /backslash/],
    ['runtimeTitle: "a\\x41"', /backslash/],
    ['endUsersIds: ["CORP\\ada", b]', /`notification\.endUsersIds\[0\]` has a backslash/],
  ])('is a warning where YAML changes it: %j', async (line, message) => {
    expect(await warningsOf(`notification:\n  ${line}\n`)).toMatchObject([
      {
        level: 'warning',
        message: expect.stringMatching(message),
        hint: expect.stringContaining('`${{ toJSON(…) }}`'),
        location: { input: 'payload', key: expect.stringContaining('notification.') },
      },
    ]);
  });

  it('is a warning in JSON, too', async () => {
    const [warning] = await warningsOf('{"notification": {"runtimeTitle": "C:\\new"}}');
    expect(warning?.message).toContain('has a backslash');
  });

  it.each([
    `runtimeTitle: ${JSON.stringify('a "b" \\ C:\\new\n\tif\r\n\u0007 /')}`,
    'runtimeTitle: "one\\ntwo"',
    "runtimeTitle: 'C:\\new'",
    'runtimeTitle: C:\\new',
    'runtimeTitle: |\n    a\n    b',
    'runtimeTitle: >-\n    a\n    b',
    'runtimeTitle: x # y',
    'startAt: 2027-02-01 10:00',
  ])('is none: %j', async (line) => {
    const warnings = await warningsOf(`notification:\n  ${line}\n`);
    expect(warnings.filter(({ hint }) => hint?.includes('toJSON(…)'))).toEqual([]);
  });

  it('is none in a payload file', async () => {
    const file = 'notification:\n  runtimeTitle: "a\n    b"\n';
    expect((await build({ file, inputs: least })).warnings).toEqual([]);
  });
});
