/** How the tables of the recipes are written: one line for each notification. */

import type { Occasion } from '../../support/occasion.ts';

/**
 * One workflow of the pages. On an occasion that is not listed, it notifies no one.
 * The table has lines of {@link lineOf} by occasion. Names of occasions are joined by `; `.
 */
export interface Recipe {
  readonly notifies: Readonly<Record<string, readonly string[]>>;
  /** Occasions that only this workflow is run on. */
  readonly others?: Readonly<Record<string, Occasion>>;
  /** Outputs of steps of other actions, by the ID of the step. */
  readonly outputs?: Occasion['outputs'];
  /** What time it is, if that matters. */
  readonly world?: NonNullable<Occasion['world']>;
}

/** By the heading that the workflow is under, in the order of the pages. */
export type Recipes = Readonly<Record<string, Recipe>>;

/** @returns the table by single occasion. */
export function byOccasion({ notifies }: Recipe): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(notifies);
  return Object.fromEntries(
    entries.flatMap(([names, lines]) => names.split('; ').map((name) => [name, lines])),
  );
}

const audiences: Readonly<Record<string, string>> = {
  'cf0bd4c1-86fd-4c79-a46a-c730d6789e63': 'sales',
  '0a3f6c0e-58a1-4c5f-8c39-5c8f0b1d9e77': 'shift',
  '7c1d0c4b-2f0a-4ad5-9a4e-0d8f2b6a1e55': 'managers',
  '3e9d1b70-6c1f-4a0e-b1d4-9f5a7c2e8d44': 'reviewers',
};

/** The two systems that workflows send to. */
export const systems = ['bcf4c7f5682b4aa6875a0fc9bdfa21ca', '0d6bc9a1e4f74f7c8a3c5b2e9d1f0a68'];

/** Fields of a notification as the service received them. */
type Fields = Readonly<Record<string, unknown>>;

/** @returns `who: title / text / KEY=value`, with links inside the repository shortened. */
export function lineOf(notification: Fields): string {
  const list = (name: string): readonly unknown[] => [notification[name] ?? []].flat();
  const who = [
    ...list('audiencesIds').map((id) => audiences[String(id)] ?? id),
    ...list('endUsersIds'),
  ];
  const about = [
    notification['runtimeTitle'],
    words(notification['runtimeDescription']).slice(0, 80).trim(),
    ...list('override').map((it) => `${Object(it).key}=${Object(it).value}`),
    notification['startAt'] && `at ${notification['startAt']}`,
    notification['systemId'] && `on ${notification['systemId']}`,
  ];
  return words(`${who.join(', ')}: ${about.filter(Boolean).join(' / ')}`)
    .replaceAll('https://github.com/acme/harbor', '')
    .replaceAll(/Took \d+ min \d+ s/g, 'Took TIME');
}

function words(text: unknown): string {
  return String(text ?? '').replaceAll(/\s+/g, ' ');
}
