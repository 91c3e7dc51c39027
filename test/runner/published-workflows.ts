/** Finds the workflows that the pages and examples publish, each with the files that it needs. */

import { dirname } from 'node:path';
import { filesIn, read } from '../support/project.ts';
import { pages, pagesWith, type Snippet, savedFiles, snippetsOf } from '../support/snippets.ts';

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
  const textOf = (file: string): string => read(`examples/${name}/${file}`);
  const others = filesIn(`examples/${name}`, /^(?!workflow\.yml$|event\.json$)/);
  return {
    source: `examples/${name}`,
    section: name,
    path: unnamed,
    text: textOf('workflow.yml'),
    files: Object.fromEntries(others.map((file) => [`.github/walkme/${file}`, textOf(file)])),
  };
}

/** All of them, in the order of the pages. */
export const publishedWorkflows: readonly PublishedWorkflow[] = [
  ...pages.flatMap(onPage),
  ...filesIn('examples', /\/workflow\.yml$/).map((path) => inExample(dirname(path))),
];
