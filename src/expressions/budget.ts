/** Bounds the work and the time of expressions, because the process handles no signal while it evaluates one. */

import type { Evaluator } from '@actions/expressions/evaluator';
import { cancelledFault, Fault } from '../diagnostics.ts';
import { createYield } from '../event-loop.ts';
import type { World } from '../world.ts';
import { invalid } from './checks.ts';
import { lengthOf } from './values.ts';

/** Most that one expression may yield, in UTF-16 units (interface, section 3). */
export const MAX_RESULT_LENGTH = 1_048_576;

/** Most that all expressions of a document may yield together. */
const MAX_TOTAL_LENGTH = 16 * MAX_RESULT_LENGTH;

/** Most that one expression may read, in UTF-16 units or items. */
const MAX_WORK = 8 * MAX_RESULT_LENGTH;

/** UTF-16 units of Markdown that one expression may convert. What exceeds them stays Markdown. */
const MAX_MARKDOWN = 20_000;

/** Counts what expressions read and yield, and throws where it is too much. */
export interface Budget {
  /** @throws {Fault} when one result, or all together, are too long. */
  readonly spend: (length: number) => void;
  /** Begins an expression: the work of the one before is forgotten. */
  readonly begin: () => void;
  /** Pays for what a function reads. @throws {Fault} when one expression reads too much. */
  readonly work: (length: number) => void;
  /** @returns how many UTF-16 units of this Markdown may be converted. */
  readonly grant: (length: number) => number;
}

/** @returns a budget for one document. */
export function createBudget(): Budget {
  let spent = 0;
  let worked = 0;
  let converted = 0;
  return {
    begin() {
      worked = 0;
      converted = 0;
    },
    work(length) {
      worked += length;
      if (worked > MAX_WORK) throw invalid('it reads more than 8 MiB of text');
    },
    spend(length) {
      spent += length;
      if (length > MAX_RESULT_LENGTH) throw invalid('it yields more than 1 MiB of text');
      if (spent > MAX_TOTAL_LENGTH) throw invalid('the expressions yield over 16 MiB of text');
    },
    grant(length) {
      const granted = Math.min(length, MAX_MARKDOWN - converted);
      converted += granted;
      return granted;
    },
  };
}

/** Makes GitHub's evaluator pay for each value that it looks up in a context. */
export function countReads(evaluator: Evaluator, { work }: Budget): Evaluator {
  const access = evaluator.visitIndexAccess.bind(evaluator);
  evaluator.visitIndexAccess = (node) => {
    const found = access(node);
    work(lengthOf(found));
    return found;
  };
  return evaluator;
}

/** The most time that all expressions of one document may take together. Anything slower is hostile. */
const MAX_MS = 10_000;

/** @returns the limit for the expressions of one document, from now on. */
export function createTimeLimit(world: Pick<World, 'now' | 'sleep' | 'signal'>) {
  const { now, signal } = world;
  const yieldIfBusy = createYield(world);
  let startedMs = now();
  return {
    /** Waits for something outside. The wait does not count toward the limit. */
    async pause<T>(wait: () => Promise<T>): Promise<T> {
      const pausedMs = now();
      try {
        return await wait();
      } finally {
        startedMs += now() - pausedMs;
      }
    },
    /** Yields to the event loop from time to time. @throws {Fault} when the step is cancelled or time is up. */
    async checkTime(): Promise<void> {
      await yieldIfBusy();
      if (signal.aborted) throw cancelledFault();
      if (now() - startedMs > MAX_MS) {
        const hint = 'Search and join shorter lists, and give `plainText` shorter strings.';
        const seconds = MAX_MS / 1000;
        const message = `the expressions of the document take more than ${seconds} s in total`;
        throw new Fault(message, { hint });
      }
    },
  };
}
