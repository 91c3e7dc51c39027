import { describe, expect, it } from 'vitest';
import { build, least, leastNotification, secret, sound } from './support.ts';

describe('a notification is made of', () => {
  it('the inputs alone', async () => {
    const built = { notifications: [leastNotification], errors: [], warnings: [] };
    expect(await build({ inputs: least })).toEqual(built);
  });

  it.each<[string, string]>([
    [
      'p.yml',
      'notification:\n  templateId: template-1\n  audiencesIds: [audience-1]\n  runtimeTitle: ${{ github.event.title }}\n  override: {VERSION: 1.10}\n',
    ],
    [
      'p.JSONC',
      '// c\n{"notification": {"templateId": "template-1", "audiencesIds": "audience-1", "runtimeTitle": "${{ github.event.title }}", "override": [{"key": "###VERSION###", "value": 1.10}],}}',
    ],
  ])('the file %s alone', async (name, file) => {
    const { notifications } = await sound({ name, file, event: { title: 'Out' }, inputs: {} });
    const override = [{ key: 'VERSION', value: '1.10' }];
    expect(notifications).toEqual([{ ...leastNotification, runtimeTitle: 'Out', override }]);
  });

  it.each([
    'notification: {templateId: template-1, audiencesIds: audience-1, title: "${{ github.actor }}"}',
    '{"notification": {"templateId": "template-1", "audiencesIds": ["audience-1"], "title": "${{ github.actor }}"}}',
  ])('the inline document alone, which is never evaluated: %s', async (payload) => {
    const env = { GITHUB_ACTOR: 'octocat' };
    const { notifications } = await sound({ payload, env, inputs: {} });
    expect(notifications).toEqual([{ ...leastNotification, title: '${{ github.actor }}' }]);
  });
});

it.each([
  {},
  { payload: '{}' },
  { payload: 'notification:' },
  { file: '$schema: x' },
  { file: 'notification: {title: ~}', payload: 'notifications: ~' },
  { overrides: [['ACTOR', 'octocat']] as const },
  { event: { notification: { templateId: 't', audiencesIds: 'a' } } },
])('nothing at all is an error: %j', async (step) => {
  const { errors } = await build(step);
  expect(errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/`template-id`.*`templateId`/),
    expect.stringMatching(/`end-user-ids`.*`audiencesIds`/),
  ]);
});

describe('of the layers the later one wins:', () => {
  const file =
    'notification:\n  templateId: file\n  title: file\n  runtimeTitle: file\n  endUsersIds: [ann, bob]\n  audiencesIds: [file]\n  systemId: file\n  override: {A: file, B: file, C: file, ACTOR: file}\n  additionalFields: {x: {a: 1}, y: 1}\n';
  const payload =
    'notification: {templateId: inline, title: inline, endUsersIds: [eve], audiencesIds: ~, runtimeTitle: "", override: {D: inline, "###B###": inline, C: ~}, additionalFields: {x: {b: 2}}}';
  const inputs = { 'template-id': 'input', 'system-ids': 's1, s2', overrides: 'A=input\nE=\n' };
  const overrides = [
    ['RUN_ID', 'standard'],
    ['ACTOR', 'standard'],
  ] as const;

  it('standard overrides, file, inline document, inputs', async () => {
    const { notifications } = await sound({ file, payload, inputs, overrides });
    expect(notifications).toEqual([
      {
        systemId: ['s1', 's2'],
        templateId: 'input',
        endUsersIds: ['eve'],
        audiencesIds: ['file'],
        title: 'inline',
        runtimeTitle: 'file',
        override: [
          { key: 'RUN_ID', value: 'standard' },
          { key: 'ACTOR', value: 'file' },
          { key: 'A', value: 'input' },
          { key: 'B', value: 'inline' },
          { key: 'C', value: 'file' },
          { key: 'D', value: 'inline' },
          { key: 'E', value: '' },
        ],
        additional: { x: { b: JSON.rawJSON('2') }, y: JSON.rawJSON('1') },
        personLocations: new Map([['eve', expect.objectContaining({ input: 'payload' })]]),
      },
    ]);
  });

  it('a blank input takes nothing away', async () => {
    const blank = { 'template-id': ' ', 'audience-ids': '\n', title: '', overrides: '' };
    const { notifications } = await build({ file, inputs: blank });
    expect(notifications).toMatchObject([
      { templateId: 'file', audiencesIds: ['file'], title: 'file' },
    ]);
  });
});

describe('several notifications', () => {
  const several = 'notifications:\n  - {title: one, override: {A: 1}}\n  - {title: two}\n';

  it.each([
    ['stand in the file', { file: several }],
    ['stand in the inline document', { payload: several }],
    [
      'merge with the one of the other document below them',
      {
        file: 'notification: {title: below, templateId: template-1, audiencesIds: audience-1}',
        payload: several,
        inputs: {},
      },
    ],
  ])('%s', async (_, step) => {
    const { notifications } = await sound(step);
    expect(notifications).toEqual([
      { ...leastNotification, title: 'one', override: [{ key: 'A', value: '1' }] },
      { ...leastNotification, title: 'two' },
    ]);
  });

  it('merge with the one of the other document above them, and with the inputs', async () => {
    const payload = 'notification: {title: above, override: {A: 2, B: 3}}';
    const { notifications } = await build({ file: several, payload, inputs: least });
    const override = [
      { key: 'A', value: '2' },
      { key: 'B', value: '3' },
    ];
    const above = { ...leastNotification, title: 'above', override };
    expect(notifications).toEqual([above, above]);
  });

  it('each get every system, and say by number what they lack', async () => {
    const file = 'notifications:\n  - templateId: t\n    audiencesIds: a\n  - systemId: s\n';
    const { notifications, errors } = await build({ file, inputs: { 'system-ids': 's1,s2' } });
    const both = ['s1', 's2'];
    expect(notifications.map(({ systemId }) => systemId)).toEqual([both, both]);
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^`notifications\[1\]` has no template/),
      expect.stringMatching(/^`notifications\[1\]` has no recipients/),
    ]);
  });

  it.each([
    [
      { file: several, payload: 'notifications: [{title: x}]' },
      '`payload-file` and `payload` cannot both have `notifications`.',
    ],
    [{ payload: 'notifications: []' }, '`notifications` is empty.'],
    [{ payload: '[]' }, 'The document must be a mapping, found a list.'],
    [{ payload: 'hello' }, 'The document must be a mapping, found text.'],
  ])('of %j are refused, and nothing else is said or planned', async (step, message) => {
    const location = expect.objectContaining({ input: 'payload' });
    const { notifications, errors } = await build(step);
    expect(notifications).toEqual([]);
    expect(errors).toMatchObject([{ code: 'payload-invalid', message, location }]);
  });
});

describe('a document that cannot be read', () => {
  it.each<[string, string, number, number, RegExp]>([
    [
      'dir/p.yml',
      'a: "b',
      1,
      6,
      /^`payload-file` is not valid YAML: the " in line 1 is not closed/,
    ],
    ['dir/p.yml', '', 1, 1, /^`payload-file` is not valid YAML: it is empty\.$/],
    ['p.json', '{"a": “b”}', 1, 7, /^`payload-file` is not valid JSON: .*curly quote “/],
    ['p.json', '  ', 1, 1, /empty/],
    ['p.yaml', 'a: *b', 1, 4, /begins with `\*`/],
  ])('(%s, %j) is one error and no other', async (name, file, line, column, said) => {
    const message = expect.stringMatching(said);
    const location = { input: 'payload-file', file: name, line, column };
    const errors = [{ code: 'payload-invalid', message, location }];
    expect(await build({ name, file })).toMatchObject({ notifications: [], warnings: [], errors });
  });

  it.each([
    `notification:\n  title: !<${secret}${'x'.repeat(100_000)}> 1`,
    `notification:\n  title: *${secret}${'x'.repeat(100_000)}`,
    `notification:\n  title: !${secret}${'x'.repeat(100_000)} 1`,
  ])('is never quoted at length, and not with its secrets (%#)', async (file) => {
    const { errors } = await build({ file });
    expect(errors[0]?.message.length).toBeLessThan(260);
    expect(errors[0]?.hint?.length).toBeLessThanOrEqual(300);
    expect(errors[0]?.hint).toContain('***x');
    expect(JSON.stringify(errors)).not.toContain(secret);
  });

  it('inline has no file, and a hint at toJSON', async () => {
    const { errors } = await build({ payload: '{"notification": {"title": "a"b"}}' });
    expect(errors).toEqual([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(/^`payload` is not valid JSON/),
        hint: expect.stringMatching(/^Text that .* is read as JSON, .* in `toJSON\(\)`/),
        location: { input: 'payload', line: 1, column: 31 },
      },
    ]);
    const yaml = await build({ payload: 'notification:\n  title: "b' });
    expect(yaml.errors[0]?.message).toMatch(/^`payload` is not valid YAML/);
    expect(yaml.errors[0]?.hint).toMatch(/^Close it\. .*`title: "b"`\. Put .* in `toJSON\(\)`/);
  });

  it('does not keep the other from being judged', async () => {
    const { errors } = await build({ file: 'a: "b', payload: 'notification: {titl: x}' });
    expect(
      errors.map(({ location }) => `${location?.input} ${location?.line}:${location?.column}`),
    ).toEqual(['payload-file 1:6', 'payload 1:16']);
  });

  it('for its name is refused by it', async () => {
    const { errors } = await build({ name: 'payload.toml', file: 'a = 1' });
    const message =
      '`payload-file` must end in .json, .jsonc, .yml, or .yaml, found "payload.toml".';
    const location = { input: 'payload-file' };
    expect(errors).toEqual([{ code: 'payload-unreadable', message, location }]);
  });

  it('is reported without any part of a secret, wherever the reason is cut', async () => {
    for (let length = 130; length < 210; length++) {
      const { errors } = await build({ file: `a: *${'x'.repeat(length)}${secret}` });
      expect(JSON.stringify(errors)).not.toContain(secret.slice(0, 4));
    }
  });

  it('because the file was not there was reported before', async () => {
    const inputs = { 'payload-file': 'missing.yml' };
    expect(await build({ inputs })).toEqual({ notifications: [], errors: [], warnings: [] });
  });
});

it('an expression is not evaluated where an input that it depends on cannot be used', async () => {
  const { errors } = await build({
    file: 'notification: {title: "${{ vars.X }}"}',
    inputs: { ...least, context: '[' },
  });
  expect(errors.map(({ location }) => location?.input)).toEqual(['context']);
});

it('all errors of both documents are reported at once, with location and key', async () => {
  const { errors } = await build({
    file: 'notification:\n  titl: a\n  title: ${{ nobody.x }}\n  startAt: soon\n  override:\n    A: ${{ github.event.x }}\n    B: [1]\n  title: b\n',
    payload:
      '{\n  "notification": {"notificationType": "mail", "endAt": "2026-01-01",\n  "additionalFields": {"title": 1}}\n}',
    inputs: least,
  });
  expect(
    errors.map(
      ({ code, location }) =>
        `${code} ${location?.input} ${location?.line}:${location?.column} ${location?.key}`,
    ),
  ).toEqual([
    'payload-invalid payload-file 7:8 notification.override.B',
    'payload-invalid payload-file 8:3 notification.title',
    'expression-invalid payload-file 3:10 notification.title',
    'value-missing payload-file 6:8 notification.override.A',
    'payload-invalid payload-file 2:3 notification.titl',
    'payload-invalid payload 3:24 notification.additionalFields.title',
    'payload-invalid payload 2:40 notification.notificationType',
    'payload-invalid payload-file 4:12 notification.startAt',
    'payload-invalid payload 2:57 notification.endAt',
  ]);
});

it.each([
  'notification:\n  templateId: ${{ a.b }}\n  endUsersIds: ${{ a.b }}\n  startAt: ${{ a.b }}\n  endAt: ${{ a.b }}\n  notificationType: ${{ a.b }}\n  override: ${{ a.b }}\n  additionalFields: ${{ a.b }}\n',
  'notification:\n  templateId:\n    ${{ a.b }}\n  audiencesIds:\n    - ${{ a.b }}\n  override:\n    - key: ${{ a.b }}\n      value: x\n    - key: A\n      value: ${{ a.b }}\n  additionalFields:\n    x: ${{ a.b }}\n',
  'notification:\n  templateId: t\n  audiencesIds: a\n  override:\n    A: ${{ a.b }}\n',
])('a value that failed counts as given: %j', async (file) => {
  const { errors } = await build({ file });
  const lines = file.split('\n').flatMap((it, index) => (it.includes('${{') ? [index + 1] : []));
  expect(errors.map(({ location }) => location?.line)).toEqual(lines);
  for (const { code } of errors) expect(code).toBe('expression-invalid');
});

it.each([
  [
    'templateId: {a: 1}, startAt: [x], endUsersIds: {b: 2}',
    ['templateId', 'startAt', 'endUsersIds'],
  ],
  ['templateID: x, audienceIds: y', ['templateID', 'audienceIds']],
])('a wrong type or a misspelled name counts as given: %s', async (fields, names) => {
  const { errors } = await build({ payload: `notification: {${fields}}` });
  const keys = names.map((it) => `notification.${it}`);
  expect(errors.map(({ location }) => location?.key)).toEqual(keys);
});

it('a key that stands twice is one error', async () => {
  const file = 'notification:\n  override:\n    A: 1\n    A: 2\n    "###A###": 3\n';
  const { errors } = await build({ file, inputs: least });
  const keys = ['notification.override.A', 'notification.override.###A###'];
  expect(errors.map(({ location }) => location?.key)).toEqual(keys);
});

it('a key that no object can hold is refused', async () => {
  const file = '{"notification": {"override": {"__proto__": "x"}, "__proto__": {"title": "y"}}}';
  const { errors } = await build({ file, name: 'p.json', inputs: least });
  expect(errors.map(({ message }) => message)).toEqual([
    expect.stringContaining('`notification.__proto__` is not allowed'),
    expect.stringContaining('`notification.override.__proto__` is not allowed'),
    expect.stringContaining('`notification.__proto__` is not a field'),
  ]);
});

it('keys in locations are cut, and without secrets', async () => {
  const file = `{"notification": {"override": {"${secret}${'x'.repeat(5000)}": []}}}`;
  const { errors } = await build({ file, name: 'p.json', inputs: least });
  expect(errors[0]?.location?.key).toMatch(/^notification\.override\.\*\*\*x+…$/);
  expect(JSON.stringify(errors).length).toBeLessThan(800);
});

it('an expression sees every context', async () => {
  const values = {
    'github.event.a': '1',
    'env.STAGE': 'blue',
    'runner.os': 'Linux',
    'job.status': 'success',
    'matrix.node': '24',
    'strategy.fail-fast': 'true',
    'needs.build.result': 'success',
    'steps.x.outputs.y': 'z',
  };
  const lines = Object.keys(values).map((source) => `    ${source}: \${{ ${source} }}`);
  const { notifications } = await sound({
    file: `notification:\n  override:\n${lines.join('\n')}`,
    event: { a: 1 },
    env: { STAGE: 'blue', RUNNER_OS: 'Linux' },
    job: { status: 'success' },
    matrix: { node: 24 },
    strategy: { 'fail-fast': true },
    needs: { build: { result: 'success' } },
    context: { steps: { x: { outputs: { y: 'z' } } } },
  });
  const found = notifications[0]?.override.map(({ key, value }) => [key, value]);
  expect(found).toEqual(Object.entries(values));
});

it('an expression in the $schema of a file is evaluated like any other', async () => {
  const { errors } = await build({ file: '$schema: ${{ x }}\nnotification: {}', inputs: least });
  const location = { line: 1, column: 10 };
  expect(errors[0]).toMatchObject({ code: 'expression-invalid', location });
});
