/** Reports expressions that evaluate to null, and explains why. */

import * as data from '@actions/expressions/data/index';
import type { Config } from '../config/config.ts';
import type { Diagnostics, Location } from '../diagnostics.ts';
import type { Reading } from '../document/mismatch.ts';
import { isPrivate, isRecipient, type Path } from '../document/tree.ts';
import { didYouMean, runMembers } from '../text/names.ts';
import { distinctBy } from '../text/once.ts';
import { valueAt } from '../text/property.ts';
import { explainNeeds, PASS_NEEDS, withoutTexts } from './checks.ts';
import { type Contexts, githubNames, runnerNames } from './contexts.ts';
import { hideTexts, type Part, quoteSource } from './template.ts';
import type { Value } from './values.ts';

interface Place {
  readonly path: Path;
  readonly location: Location;
  readonly options: Pick<Config, 'missingValues'> &
    Pick<Reading, 'isTest'> & { readonly contexts: Contexts };
  readonly diagnostics: Diagnostics;
}

/** A part of a text, and its value. */
export interface EvaluatedPart extends Part {
  readonly value: Value;
  /** Set where the value is null because GitHub gave no usable answer, which is reported. */
  readonly isUnavailable?: true;
}

/** How a value with a null in it is handled: left out, or set and not judged. */
type NullState = { readonly missing?: true } | { readonly failed: true };

/**
 * Reports each null as `missing-values` says. Among recipients, a null is always an error, unless
 * `test-recipients` replaces them.
 */
export function reportNulls(
  parts: readonly EvaluatedPart[],
  { path, location, options, diagnostics }: Place,
): NullState {
  const { errors, warnings, quote } = diagnostics;
  const recipients = isRecipient(path);
  const nulls = parts.filter(({ value, isUnavailable }) => {
    return !isUnavailable && (value.kind === data.Kind.Null || (recipients && isBlank(value)));
  });
  if (nulls.length === 0) return {};
  if (recipients && options.isTest) return { failed: true };
  const fatal = options.missingValues === 'error' || recipients;
  const explain = (part: EvaluatedPart): Required<NullCause> => {
    const { text, value } = part;
    const cause = causeOfNull(text, options.contexts);
    const isList = value.kind === data.Kind.Array;
    const isNull = value.kind === data.Kind.Null;
    const state = isNull ? 'evaluates to null' : isList ? 'has a blank item' : 'is blank';
    const message = cause?.message ?? `${quoteSource(`\${{ ${text} }}`, path, quote)} ${state}.`;
    return { message, hint: cause?.hint ?? adviseOnNull(part, parts, path) };
  };
  // Two expressions of a value may lack the same.
  for (const { message, hint } of distinctBy(nulls.map(explain), (it) => it.message)) {
    if (fatal) errors.push({ code: 'value-missing', message, hint, location });
    else if (options.missingValues === 'warn') {
      warnings.push({ level: 'warning', message, location });
    }
  }
  return fatal ? { failed: true } : { missing: true };
}

/** Parts before and after an expression that may belong to the same recipient. */
const MAX_NEAR = 10;

/** A longer expression is shown as `…`. */
const MAX_SHOWN = 60;

function adviseOnNull(part: EvaluatedPart, parts: readonly EvaluatedPart[], path: Path): string {
  const { text, value } = part;
  const isHidden = isPrivate(path) && hideTexts(text) !== text;
  const isComplex = text.length > MAX_SHOWN || /\s\|\|\s|[`\n]/.test(text);
  const shown = isHidden || isComplex ? '…' : text;
  if (!isRecipient(path)) {
    return `Add a default: \`\${{ ${shown} || '' }}\`, or set \`missing-values: empty\`.`;
  }
  if (value.kind === data.Kind.Array) {
    return "Every recipient needs a value. To leave out blank items, set the whole field to `${{ join(…, ',') }}`.";
  }
  const index = parts.indexOf(part);
  const before = joinParts(parts.slice(Math.max(0, index - MAX_NEAR), index));
  const after = joinParts(parts.slice(index + 1, index + 1 + MAX_NEAR));
  // A text of the whole field is a list. An item of a list is a single recipient.
  const isItem = typeof path.at(-1) === 'number';
  const start = isItem ? before : before.replace(/^[\s\S]*[,;\n]/, '').replace(/^\s*[-*]\s+/, '');
  const end = isItem ? after : after.replace(/[,;\n][\s\S]*/, '');
  const form = orNobody(shown, start.trimStart(), end.trimEnd());
  const isSeveral = start.length + end.length < before.length + after.length;
  const how = isSeveral ? 'write the recipients as a list, and in it' : 'write';
  return `Every recipient needs a value. To notify no one where there is none, ${how} \`\${{ ${form} }}\`.`;
}

/** Text around an expression. An expression in it counts as a letter. */
function joinParts(parts: readonly EvaluatedPart[]): string {
  return parts.map(({ kind, text }) => (kind === 'literal' ? text : 'x')).join('');
}

/** @returns an expression that is an empty list instead of a recipient that is a null between texts. */
function orNobody(source: string, before: string, after: string): string {
  if (before + after === '') return `${source} || fromJSON('[]')`;
  if (before === '@' && after === '') return `mentions(${source})`;
  const template = `${before && '…'}{0}${after && '…'}`;
  return `${source} && format('${template}', ${source}) || fromJSON('[]')`;
}

/** @returns whether a recipient's value is blank, or a list with a blank item. */
function isBlank(value: Value): boolean {
  if (value.kind === data.Kind.Array) return value.values().some(isBlank);
  return value.primitive && value.coerceString() === '';
}

interface NullCause {
  /** The whole message, where one sentence covers every expression with this cause. */
  readonly message: string;
  /** What to do; nothing where a default is the answer. */
  readonly hint?: string;
}

/** @returns the cause, where it is known. */
export function causeOfNull(source: string, contexts: Contexts): NullCause | undefined {
  const outside = withoutTexts(source);
  const context = (name: string): unknown => contexts.values[name]?.();
  const [, member] = /\bgithub\.event\.([a-z_][\w-]*)/i.exec(outside) ?? [];
  const github = context('github');
  const payload = Object(valueAt(github, 'event'));
  if (member !== undefined && !Object.hasOwn(payload, member)) {
    const event = String(valueAt(github, 'event_name') ?? '');
    const name = event === '' ? 'of this run' : `\`${event}\``;
    return {
      message: `The event ${name} has no \`${member}\`.${didYouMean(member, Object.keys(payload))}`,
    };
  }
  const [, property] = /\bgithub\.repository\.(\w+)/i.exec(outside) ?? [];
  if (property !== undefined) {
    return {
      message: '`github.repository` is the text `owner/name`, which has no properties.',
      hint: `Use \`github.event.repository.${property}\`.`,
    };
  }
  if (/\bmatrix\b/i.test(outside) && context('matrix') === undefined) {
    return { message: 'This job has no `matrix`.' };
  }
  const missing = /\bneeds[.[]/i.test(outside) ? explainNeeds(context('needs'), true) : undefined;
  if (missing !== undefined) return { message: `${missing}.`, hint: PASS_NEEDS };
  return unknownMember(source, contexts);
}

/**
 * Members of contexts of which every member is known. Those of `github` are beside its texts.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/contexts
 */
const knownMembers: Readonly<Record<string, readonly string[]>> = {
  github: [...githubNames, 'event', 'ref_protected', 'repositoryUrl', 'secret_source', 'token'],
  runner: runnerNames,
  job: [
    ...['status', 'check_run_id', 'container', 'services'],
    ...['workflow_ref', 'workflow_repository', 'workflow_sha', 'workflow_file_path'],
  ],
  strategy: ['fail-fast', 'job-index', 'job-total', 'max-parallel'],
  run: runMembers,
};

const CONTEXT_AND_MEMBER = /(?<![\w.-])([a-z_][\w-]*)\.([a-z_][\w-]*)/gi;

/** @returns a member that no run has, whatever its event, and this one neither: the name is misspelled. */
export function unknownMember(source: string, contexts: Contexts): NullCause | undefined {
  for (const [, context = '', member = ''] of withoutTexts(source).matchAll(CONTEXT_AND_MEMBER)) {
    const known = knownMembers[context.toLowerCase()];
    if (!known || known.some((it) => it.toLowerCase() === member.toLowerCase())) continue;
    // GitHub may add members to what it passes to the step.
    if (valueAt(contexts.values[context.toLowerCase()]?.(), member) !== undefined) continue;
    const meant = didYouMean(member, known).trim().replace('`', `\`${context}.`);
    return {
      message: `\`${context}\` has no \`${member}\`.`,
      hint: meant === '' ? `Its members are ${known.join(', ')}.` : meant,
    };
  }
  return undefined;
}
