/** Says what to do about an error on the command line of a preview, where no workflow is at fault. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Lexer, TokenType } from '@actions/expressions/lexer';
import type { ErrorDiagnostic } from '../src/diagnostics.ts';
import { splitTemplate } from '../src/expressions/template.ts';
import { isBuiltin } from '../src/text/names.ts';
import { valueAt } from '../src/text/property.ts';

/** What the preview was made of. */
export interface PreviewFacts {
  readonly workspace: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Contexts of the run by name; `needs`, `steps`, `vars` and others only where they were set. */
  readonly contexts: Readonly<Record<string, unknown>>;
  readonly event: unknown;
  /** @returns the text at a path of the payload file, as in `notification.override.URL`. */
  readonly textAt: (key: string) => string;
}

/** @returns what gives an error the hint for the command line, each hint once. */
export function createHints(facts: PreviewFacts): (error: ErrorDiagnostic) => ErrorDiagnostic {
  const shown = new Set<string>();
  return (error) => {
    const hint = hintFor(error, facts);
    if (hint === undefined) return error;
    const { hint: _, ...rest } = error;
    const isNew = !shown.has(hint);
    shown.add(hint);
    return isNew ? { ...rest, hint } : rest;
  };
}

function hintFor({ code, location }: ErrorDiagnostic, facts: PreviewFacts): string | undefined {
  const { inputs, workspace } = facts;
  switch (code) {
    case 'recipient-unresolved':
      return inputs['user-map'] === undefined
        ? 'Pass the file that knows them: `--input user-map=path`.'
        : undefined;
    case 'payload-unreadable':
    case 'inputs-invalid': {
      const path = inputs[location?.input ?? '']?.replace(/^@/, '');
      if (path === undefined || isBuiltin(path)) return undefined;
      if (existsSync(resolve(workspace, path))) return undefined;
      return location?.input === 'payload-file'
        ? 'Check the path. It is relative to the folder that you are in.'
        : 'Check the path. It is relative to the Git repository, or to the folder in `--workspace`.';
    }
    case 'value-missing':
    case 'expression-invalid':
      return location?.key && valueHint(facts.textAt(location.key), code, facts);
    default:
      return undefined;
  }
}

/** Contexts of a workflow that a preview does not know. */
const unknownContexts: Readonly<Record<string, string>> = {
  needs: 'deploy.result=failure',
  steps: 'ID.outputs.NAME=value',
  inputs: 'NAME=value',
  vars: 'NAME=value',
  jobs: 'NAME=value',
};

/** What to set for the expressions in a text. */
function valueHint(
  text: string,
  code: 'value-missing' | 'expression-invalid',
  { contexts, event }: PreviewFacts,
): string | undefined {
  const named = expressionsIn(text).flatMap(pathsIn);
  const unset = named.flatMap((path) => {
    const [context = '', ...members] = path;
    const example = unknownContexts[context];
    if (example === undefined || contexts[context] !== undefined) return [];
    const isShown = context === 'needs' || members.length === 0;
    return [`\`--set ${isShown ? `${context}.${example}` : `${path.join('.')}=value`}\``];
  });
  if (unset.length > 0) {
    return `Set each value: ${unset.join(', ')}. Or pass JSON: \`--context file.json\`.`;
  }
  if (code === 'expression-invalid') return undefined;
  const [member] = named
    .filter(([context, property]) => context === 'github' && property === 'event')
    .flatMap(([, , name]) => name ?? [])
    .filter((name) => valueAt(event, name) === undefined);
  if (member !== undefined) {
    return `Check the path. To set a value: \`--set github.event.${member}.NAME=value\`. To use another event: \`--event file\`.`;
  }
  const [path] = named.filter(({ length }) => length > 1);
  return path && `Check the path. To set a value: \`--set ${path.join('.')}=value\`.`;
}

function expressionsIn(text: string): readonly string[] {
  const parts = splitTemplate(text) ?? [];
  return parts.filter(({ kind }) => kind === 'expression').map((part) => part.text);
}

/** The contexts that an expression names, each with the members that follow it; none if it is not valid. */
function pathsIn(source: string): readonly (readonly string[])[] {
  try {
    const { tokens } = new Lexer(source).lex();
    const paths: string[][] = [];
    for (const [index, { type, lexeme }] of tokens.entries()) {
      if (type !== TokenType.IDENTIFIER) continue;
      if (tokens[index - 1]?.type === TokenType.DOT) paths.at(-1)?.push(lexeme);
      else if (tokens[index + 1]?.type !== TokenType.LEFT_PAREN) paths.push([lexeme]);
    }
    return paths;
  } catch {
    return [];
  }
}
