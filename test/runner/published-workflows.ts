/** Finds the workflows that the pages and examples publish, each with the files that it needs. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  pages,
  pagesWith,
  root,
  type Snippet,
  savedFiles,
  snippetsOf,
} from '../support/snippets.ts';

/** A workflow that users are told to copy. */
export interface PublishedWorkflow {
  /** Where it is: the page and the heading, or the folder of the example. */
  readonly source: string;
  /** The heading that it is under. */
  readonly section: string;
  /** Path in the repository. */
  readonly path: string;
  readonly text: string;
  /** Other files by path. Those of other repositories are under `owner/name/`. */
  readonly files: Readonly<Record<string, string>>;
}

const folder = '.github/workflows/';
const unnamed = `${folder}workflow.yml`;

const isWorkflow = ({ language, path = unnamed, text }: Snippet): boolean =>
  language === 'yaml' && path.startsWith(folder) && /^jobs:$/m.test(text);

function onPage(page: string): readonly PublishedWorkflow[] {
  const snippets = snippetsOf(page);
  const others = pagesWith(page)
    .flatMap(snippetsOf)
    .filter((it) => it.path !== undefined && !isWorkflow(it));
  const named = others.map(({ path = '', text }) => [path, text]);
  const files = { ...savedFiles, ...Object.fromEntries(named) };
  return snippets.filter(isWorkflow).map(({ section, path = unnamed, text }) => ({
    source: `${page}, ${section}`,
    section,
    path,
    text,
    files,
  }));
}

function inExample(name: string): PublishedWorkflow {
  const read = (file: string): string => readFileSync(join(root, 'examples', name, file), 'utf8');
  const others = readdirSync(join(root, 'examples', name)).filter(
    (file) => !['workflow.yml', 'event.json'].includes(file),
  );
  return {
    source: `examples/${name}`,
    section: name,
    path: unnamed,
    text: read('workflow.yml'),
    files: Object.fromEntries(others.map((file) => [`.github/walkme/${file}`, read(file)])),
  };
}

/** All of them, in the order of the pages. */
export const publishedWorkflows: readonly PublishedWorkflow[] = [
  ...pages.flatMap(onPage),
  ...readdirSync(join(root, 'examples'), { withFileTypes: true })
    .filter((it) => it.isDirectory())
    .map(({ name }) => inExample(name)),
];
