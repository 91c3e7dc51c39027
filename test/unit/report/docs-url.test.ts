import { describe, expect, it } from 'vitest';
import { docsUrl } from '../../../src/report/messages.ts';
import { repository } from '../../../src/version.ts';
import { parseMarkdown } from '../../support/markdown.ts';

const server = 'https://github.example';

describe('the pages of the version that runs', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    [
      'are on the server that the action came from',
      {
        GITHUB_SERVER_URL: server,
        GITHUB_ACTION_REPOSITORY: 'acme/notify',
        GITHUB_ACTION_REF: 'v1',
      },
      'https://github.example/acme/notify/blob/v1/docs',
    ],
    [
      'of the published action are on github.com, whatever the server',
      { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: 'v1' },
      `https://github.com/${repository}/blob/v1/docs`,
    ],
    [
      'of the published action are found in any case',
      {
        GITHUB_SERVER_URL: server,
        GITHUB_ACTION_REPOSITORY: repository.toUpperCase(),
        GITHUB_ACTION_REF: 'v1',
      },
      `https://github.com/${repository.toUpperCase()}/blob/v1/docs`,
    ],
    [
      'are on github.com where the server is not known',
      { GITHUB_ACTION_REPOSITORY: 'acme/notify', GITHUB_ACTION_REF: 'v1' },
      'https://github.com/acme/notify/blob/v1/docs',
    ],
    [
      'are on github.com where the server has no valid address',
      { GITHUB_SERVER_URL: 'x', GITHUB_ACTION_REPOSITORY: 'acme/notify', GITHUB_ACTION_REF: 'v1' },
      'https://github.com/acme/notify/blob/v1/docs',
    ],
    ['have no address in `uses: ./`', { GITHUB_SERVER_URL: server }, undefined],
    [
      'have no address without a repository',
      { GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: 'v1' },
      undefined,
    ],
    [
      'have no address without a ref',
      { GITHUB_ACTION_REPOSITORY: 'acme/notify', GITHUB_ACTION_REF: '' },
      undefined,
    ],
  ])('%s', (_, env, expected) => {
    expect(docsUrl(env)).toBe(expected);
  });

  it.each(['releases/v1', 'a(b)c', 'a)c', 'a#b?c', 'a&copy;b', '100%', 'a[b]c', '\ud800'])(
    'have an address that is one link, whatever the branch is called: %s',
    (ref) => {
      const url = docsUrl({ GITHUB_ACTION_REPOSITORY: 'acme/notify', GITHUB_ACTION_REF: ref });
      const text = `[a](${url}/errors.md#b)`;
      expect(parseMarkdown(text).children).toMatchObject([
        { children: [{ type: 'link', url: `${url}/errors.md#b` }] },
      ]);
      const { pathname, hash, search } = new URL(`${url}/errors.md#b`);
      expect({ hash, search }).toEqual({ hash: '#b', search: '' });
      expect(decodeURIComponent(pathname)).toBe(
        `/acme/notify/blob/${ref.toWellFormed()}/docs/errors.md`,
      );
    },
  );
});
