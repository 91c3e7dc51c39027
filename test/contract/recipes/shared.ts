/** What the expected notifications of the recipes have in common. */

import type { Occasion } from '../../support/occasion.ts';

/** All fields but the template and the end. */
export type Notification = Readonly<Record<string, unknown>>;

/** One workflow of the pages. On an occasion that is not listed, it notifies nobody. */
export interface Recipe {
  readonly notifies: Readonly<Record<string, readonly Notification[]>>;
  /** Occasions that only this workflow is run on. */
  readonly others?: Readonly<Record<string, Occasion>>;
}

/** By the heading that the workflow is under, in the order of the page. */
export type Recipes = Readonly<Record<string, Recipe>>;

/** The field `override` with these values. */
export const overrides = (values: Readonly<Record<string, string>>): Notification => ({
  override: Object.entries(values).map(([key, value]) => ({ key, value })),
});

export const sales = { audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'] };
export const onShift = { audiencesIds: ['0a3f6c0e-58a1-4c5f-8c39-5c8f0b1d9e77'] };

/** The repository of the recorded events. */
export const harbor = 'https://github.com/acme/harbor';
export const runUrl = overrides({ URL: `${harbor}/actions/runs/19571113` });
export const tagUrl = overrides({ URL: `${harbor}/releases/tag/v4.7.0` });
