/** Renders Markdown with GitHub's own renderer, the Debian package `cmark-gfm`. */

import { execFileSync } from 'node:child_process';

/** The extensions that GitHub uses. */
const extensions = ['table', 'autolink', 'strikethrough', 'tagfilter', 'tasklist', 'footnotes'];

/** @returns the HTML, with the HTML of the Markdown in it. */
export function renderMarkdown(markdown: string): string {
  const args = ['--unsafe', ...extensions.flatMap((name) => ['-e', name])];
  return execFileSync('cmark-gfm', args, { input: markdown, encoding: 'utf8' });
}

/** An HTML element: its name and its attributes, as written. */
export interface Element {
  readonly name: string;
  readonly attributes: string;
}

/** @returns the start tags of the HTML, in order. */
export function elementsOf(html: string): readonly Element[] {
  return [...html.matchAll(/<([a-z][a-z0-9-]*)([^>]*?)\/?>/gi)].map(
    ([, name = '', attributes = '']) => ({
      name: name.toLowerCase(),
      attributes: attributes.trim(),
    }),
  );
}
