/** Reads the Markdown pages of the project, and the files in their code blocks. */

import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { filesIn, read } from './project.ts';

/** A code block of YAML or JSON. */
export interface Snippet {
  /** The page, relative to the project. */
  readonly page: string;
  /** The heading that it is under. */
  readonly section: string;
  readonly language: string;
  /** The file that its first line names in a comment, if it does. */
  readonly path: string | undefined;
  readonly text: string;
  /** Line of the page on which its text begins. */
  readonly line: number;
}

/** The pages that users read, relative to the project. */
export const pages: readonly string[] = [
  'README.md',
  ...filesIn('docs', /\.md$/).map((name) => `docs/${name}`),
  'examples/README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
];

/** Files that the pages tell users to save, by path in the repository. */
export const savedFiles: Readonly<Record<string, string>> = {
  '.github/walkme/release-event.json': read('examples/release-announcement/event.json'),
  'licenses.json':
    '[{"id": "ada@example.com", "days": 5}, {"id": "grace@example.com", "days": 30}]',
};

/** @returns the files that a page may use: its own, or for a recipe those of all recipes. */
export function pagesWith(page: string): readonly string[] {
  const folder = 'docs/recipes/';
  return page.startsWith(folder) ? pages.filter((it) => it.startsWith(folder)) : [page];
}

/** @returns a workflow, on these events, with steps that a page shows without one. */
export function workflowAround(steps: string, ...events: readonly string[]): string {
  return `
name: Step
on:
${events.map((event) => `  ${event}:`).join('\n')}
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
${steps.replaceAll(/^/gm, '      ')}`;
}

/** @returns the code blocks of a page, in order. */
export function snippetsOf(page: string): readonly Snippet[] {
  let section = '';
  const { children } = fromMarkdown(read(page));
  return children.flatMap((node) => {
    if (node.type === 'heading') section = textOf(node);
    if (node.type !== 'code') return [];
    const path = /^# (\S+\.(?:ya?ml|jsonc?))$/.exec(node.value.split('\n', 1)[0] ?? '')?.[1];
    const line = (node.position?.start.line ?? 0) + 1;
    return [{ page, section, language: node.lang ?? '', path, text: node.value, line }];
  });
}
