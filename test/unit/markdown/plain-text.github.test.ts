import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/markdown/plain-text.ts';

const SHA = '0f1e2d3c4b5a69788796a5b4c3d2e1f001234567';
const REPOSITORY = 'https://github.com/acme/harbor';

describe('a link to a change keeps its text only:', () => {
  it.each([
    ['pull/18', '#18'],
    ['pull/18/files', '#18'],
    ['pull/18#issuecomment-5', '#18'],
    ['issues/12', '#12'],
    ['issues/12?focus=1', '#12'],
    ['discussions/7', '#7'],
    [`commit/${SHA}`, '0f1e2d3'],
    ['commit/0f1e2d3', '0f1e2d3'],
    [`commit/${SHA}.patch`, '0f1e2d3'],
    ['compare/v4.6.0...v4.7.0', 'v4.6.0...v4.7.0'],
    ['compare/v4.6.0..v4.7.0?diff=split', 'v4.6.0..v4.7.0'],
    ['compare/%40a%2Flock%401.0...%40a%2Flock%401.1', '@a/lock@1.0...@a/lock@1.1'],
    ['compare/50%...100%', '50%...100%'],
    [`compare/${SHA}...${SHA.replace('0f', 'ab')}`, '0f1e2d3...ab1e2d3'],
  ])('%s', (path, text) => {
    for (const host of [REPOSITORY, 'https://git.corp.example/acme/harbor']) {
      const address = `${host}/${path}`;
      expect(plainText(`[the change](${address})`)).toBe('the change');
      expect(plainText(`<a href="${address}">the change</a>`)).toBe('the change');
      expect(plainText(`see <${address}>, [](${address})`)).toBe(`see ${text}, ${text}`);
      expect(plainText(`see ${address}, or (${address}).`)).toBe(`see ${text}, or (${text}).`);
      expect(plainText(`<p>see ${address}.</p>`)).toBe(`see ${text}.`);
      expect(plainText(`\`${address}\``)).toBe(address);
    }
  });
});

it('a change of another repository is named with it', () => {
  const convert = (path: string): string => plainText(`<p>${REPOSITORY}/${path}</p>`, 'acme/crane');
  expect(convert('pull/18')).toBe('acme/harbor#18');
  expect(convert('commit/0f1e2d3')).toBe('acme/harbor@0f1e2d3');
  expect(plainText(`${REPOSITORY}/pull/18`, 'Acme/Harbor')).toBe('#18');
  expect(plainText(`([ffac537](${REPOSITORY}/commit/ffac537e6cbb))`)).toBe('(ffac537)');
});

describe('another link keeps its address:', () => {
  it.each([
    'pull/new',
    'pull/18a',
    'issues?q=is%3Aopen',
    'commit/main',
    'commits/main',
    'compare/main',
    'releases/tag/v4.7.0',
    'blob/main/pull/18',
    'tree/main',
    '',
  ])('%s', (path) => {
    const address = `${REPOSITORY}/${path}`;
    expect(plainText(`[the page](${address})`)).toBe(`the page (${address})`);
    expect(plainText(`<p>see ${address}</p>`)).toBe(`see ${address}`);
  });

  it('of a file beside it', () => {
    expect(plainText('[pull](../pull/18)')).toBe('pull (../pull/18)');
    expect(plainText('[a](https://example.com/pull/18)')).toBe('a (https://example.com/pull/18)');
  });
});
