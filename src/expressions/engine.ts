/** Evaluates one expression with GitHub's own engine, bounded in size. */

import * as data from '@actions/expressions/data/index';
import { Evaluator } from '@actions/expressions/evaluator';
import { Lexer, type Token, TokenType } from '@actions/expressions/lexer';
import { Parser } from '@actions/expressions/parser';
import { Fault } from '../diagnostics.ts';
import { once } from '../text/once.ts';
import { textAt } from '../text/property.ts';
import { type Budget, countReads, createBudget } from './budget.ts';
import { checkFunction, createContextCheck, explainNeeds, invalid, PASS_NEEDS } from './checks.ts';
import type { Contexts } from './contexts.ts';
import { explainEngineError } from './engine-errors.ts';
import { type ConvertMarkdown, createFunctions } from './functions.ts';
import { callsIn, contextNames, isGuarded, membersNamed } from './tokens.ts';
import { createDictionary, toValue, type Value, withhold } from './values.ts';

/** Evaluates expressions against the same contexts and within one budget. */
export interface Engine {
  /**
   * @param isOptional whether a context that is not set is null.
   * @throws {Fault} `expression-invalid`, `value-missing`; `github-unavailable` in an outage.
   */
  readonly evaluate: (source: string, isOptional?: boolean) => Promise<Value>;
  /** Charges the budget for a string made of several results. */
  readonly spend: (length: number) => void;
}

/**
 * @param expressions returns all expressions of the document, so that one hint covers every missing context.
 * @param isParsedOnly whether the contexts are not known. Then each expression that is sound throws a
 * fault that is not reported.
 * @returns an engine for one document.
 */
export function createEngine(
  contexts: Contexts,
  expressions: () => readonly string[] = () => [],
  log: (line: string) => void = () => {},
  isParsedOnly = false,
): Engine {
  const budget = createBudget();
  const functionsFor = createFunctionLoader(contexts, budget, log);
  const checkContext = createContextCheck(Object.keys(contexts.values), expressions);
  const scopeOf = createScopes(contexts, checkContext);
  return {
    spend: budget.spend,
    async evaluate(source, isOptional = false) {
      const tokens = lex(source);
      budget.begin();
      const functions = await functionsFor(callsIn(tokens));
      const scope = isParsedOnly ? undefined : await scopeOf(tokens, isOptional);
      const parsed = guarded(
        () => new Parser(tokens, [...contextNames(tokens)], [...functions.values()]).parse(),
        source,
      );
      if (scope === undefined) throw new Fault('not evaluated', { isRepeated: true });
      const run = (): Value => {
        const evaluator = new Evaluator(parsed, scope, new Map(functions));
        const value = countReads(evaluator, budget).evaluate();
        budget.spend(value.primitive ? value.coerceString().length : 0);
        return value;
      };
      return guarded(run, source);
    },
  };
}

/** @returns a function that returns the contexts that an expression names. */
function createScopes(
  { values, askRun, withheld }: Contexts,
  checkContext: (name: string) => string,
): (tokens: readonly Token[], isOptional: boolean) => Promise<data.Dictionary> {
  /** A context is converted when an expression first names it: an event can be megabytes. */
  const converted = new Map<string, Value>();
  const convert = async (
    name: string,
    tokens: readonly Token[],
    isOptional: boolean,
  ): Promise<Value> => {
    const context = checkContext(name);
    const given = values[context]?.();
    const missing = context === 'needs' ? explainNeeds(given, asksForJob(tokens)) : undefined;
    const isUnset = given === undefined || missing !== undefined;
    if (isUnset && (isOptional || isGuarded(name, tokens))) return new data.Null();
    if (context === 'run') return toValue(await askRun(membersNamed('run', tokens)));
    if (missing !== undefined) {
      throw new Fault(missing, { code: 'value-missing', hint: PASS_NEEDS });
    }
    const value =
      converted.get(context) ?? withhold(toValue(given), (key) => withheld(context, key));
    converted.set(context, value);
    return value;
  };
  return async (tokens, isOptional) => {
    const scope = createDictionary();
    for (const name of new Set(contextNames(tokens))) {
      scope.add(name, await convert(name, tokens, isOptional));
    }
    return scope;
  };
}

/** Whether an expression names a job of `needs`. */
function asksForJob(tokens: readonly Token[]): boolean {
  return [...membersNamed('needs', tokens)].some((name) => name !== '*');
}

/** @returns a function that checks the calls of an expression, and returns all functions. */
function createFunctionLoader({ values }: Contexts, budget: Budget, log: (line: string) => void) {
  const jobStatus = textAt(values['job']?.(), 'status');
  const repository = once(() => textAt(values['github']?.(), 'repository'));
  const owner = (): string => repository().replace(/\/.*/, '');
  let convert: ConvertMarkdown | undefined;
  const functions = createFunctions({ jobStatus, log, owner, convert: () => convert }, budget);
  return async (calls: readonly Token[]): Promise<typeof functions> => {
    if (calls.some((call) => call.lexeme.toLowerCase() === 'plaintext')) {
      convert ??= await loadMarkdown(repository(), budget);
    }
    for (const call of calls) checkFunction(call.lexeme, functions);
    return functions;
  };
}

/** Loads the Markdown parser when an expression first calls `plainText`: it is large, and rarely used. */
async function loadMarkdown(repository: string, { grant }: Budget): Promise<ConvertMarkdown> {
  const { plainText } = await import(
    /* webpackChunkName: "markdown" */ '../markdown/plain-text.ts'
  );
  // Many notifications of a document can show the same notes.
  const known = new Map<string, string>();
  return (markdown) => {
    const text = known.get(markdown) ?? plainText(markdown, repository, grant);
    known.set(markdown, text);
    return text;
  };
}

/** @returns the tokens of an expression. In texts, the lexer itself replaces only the first doubled quote. */
function lex(source: string): Token[] {
  if (source === '') throw invalid('it is empty', 'Put a value between `${{` and `}}`.');
  const { tokens } = guarded(() => new Lexer(source).lex(), source);
  return tokens.map((token) =>
    token.type === TokenType.STRING
      ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
      : token,
  );
}

/** Runs code of GitHub's engine. @throws {Fault} `expression-invalid` in place of the engine's errors. */
function guarded<T>(run: () => T, source: string): T {
  try {
    return run();
  } catch (error) {
    throw explainEngineError(error, source);
  }
}
