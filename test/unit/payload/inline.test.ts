import { describe, expect, it } from 'vitest';
import { build, least } from './support.ts';

describe('the inline payload', () => {
  it.each(['.github/walkme/release.yml', '@payload.json', 'a.JSONC', './p.yaml'])(
    'that is the path of a file, such as %s, says what to set',
    async (payload) => {
      const { errors, notifications } = await build({ payload });
      expect(notifications).toEqual([]);
      expect(errors).toEqual([
        {
          code: 'payload-invalid',
          message: '`payload` is the path of a file.',
          hint: 'Set `payload-file` to the path. `payload` takes the document itself.',
          location: { input: 'payload' },
        },
      ]);
    },
  );

  it.each([
    JSON.stringify('{"notification": {"title": "a\\"b"}}'),
    '\'{"notification": {"title": "it\'s"}}\'',
    '" {"',
  ])('that is JSON in quotes, %s, says so', async (payload) => {
    const { errors } = await build({ payload });
    expect(errors).toMatchObject([
      {
        message: '`payload` is JSON inside quotes.',
        hint: expect.stringContaining('`toJSON()` around the whole document'),
      },
    ]);
  });

  it.each([
    ['notification: {title: "a"b"}', /^(?!Text that).*Put values from expressions in `toJSON\(\)`/],
    ['{"notification": {"title": "a"b"}}', /is read as JSON, .* in `toJSON\(\)`/],
  ])('that is broken, %s, has a hint at toJSON()', async (payload, hint) => {
    const { errors } = await build({ payload });
    expect(errors).toMatchObject([{ hint: expect.stringMatching(hint) }]);
  });

  it('may begin with a key in quotes', async () => {
    const { errors } = await build({ payload: '"notification": {title: x}', inputs: least });
    expect(errors).toEqual([]);
  });
});
