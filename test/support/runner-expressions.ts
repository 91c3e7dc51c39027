/** Evaluates the expressions of a workflow as the runner does, independently of the code in `src/`. */

import { data, Evaluator, Lexer, Parser, wellKnownFunctions } from '@actions/expressions';

type FunctionDefinition = (typeof wellKnownFunctions)[string];

/** Contexts by name, such as `github` and `needs`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** What the status functions report: the job's status, or that of the jobs that it needs. */
export type Status = 'success' | 'failure' | 'cancelled' | 'skipped';

/** Expands each `${{ }}` in a text. */
export function expand(text: string, contexts: Contexts, status: Status): string {
  return text.replace(/\$\{\{((?:'(?:[^']|'')*'|(?!\}\}).)*)\}\}/gs, (_, source: string) =>
    evaluate(source.trim(), contexts, status).coerceString(),
  );
}

/** Decides an `if:`, which holds while everything succeeds unless it calls a status function. */
export function isMet(condition: unknown, contexts: Contexts, status: Status): boolean {
  const text = String(condition ?? 'success()');
  const source = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(text)?.[1] ?? text;
  const usesStatus = /\b(success|failure|cancelled|always)\s*\(/i.test(source);
  const whole = usesStatus ? source : `success() && (${source})`;
  const value = evaluate(whole.trim(), contexts, status);
  return !['', 'false', '0'].includes(value.coerceString());
}

function evaluate(source: string, contexts: Contexts, status: Status): data.ExpressionData {
  const own = [...statusFunctions(status), hashFiles(contexts['workspace'])];
  const { tokens } = new Lexer(source).lex();
  const parser = new Parser(tokens, Object.keys(contexts), [
    ...Object.values(wellKnownFunctions),
    ...own,
  ]);
  const functions = new Map(own.map((it) => [it.name.toLowerCase(), it]));
  const values: data.ExpressionData = JSON.parse(JSON.stringify(contexts), data.reviver);
  if (!(values instanceof data.Dictionary)) throw new Error('contexts must be an object');
  return new Evaluator(parser.parse(), values, functions).evaluate();
}

/** Whether a file exists is all that the workflows ask. */
function hashFiles(files: unknown): FunctionDefinition {
  const hash = (path: string): string => (Object.hasOwn(Object(files), path) ? 'hash' : '');
  const call: FunctionDefinition['call'] = (path) =>
    new data.StringData(hash(path?.coerceString() ?? ''));
  return { name: 'hashFiles', minArgs: 1, maxArgs: 1, call };
}

function statusFunctions(status: Status): readonly FunctionDefinition[] {
  const is = (name: string, holds: boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(holds),
  });
  return [
    is('success', status === 'success'),
    is('failure', status === 'failure'),
    is('cancelled', status === 'cancelled'),
    is('always', true),
  ];
}
