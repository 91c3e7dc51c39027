/** Whom the workflows of the pages and examples notify, and with what. */

import { content, runners } from './content.ts';
import { examples } from './examples.ts';
import { deployments, firstSend, readme, releases, sharing } from './releases.ts';
import { people, results, runPage } from './results.ts';
import type { Recipes } from './shared.ts';

export const recipes: Recipes = {
  ...readme,
  ...firstSend,
  ...content,
  ...deployments,
  ...people,
  ...releases,
  ...results,
  ...runners,
  ...sharing,
  'Set it up': runPage,
  ...examples,
};

/** Variables of the repository that the workflows and examples use. */
export const vars = {
  WALKME_APPROVERS: 'ada@example.com, grace@example.com',
  WALKME_ON_SHIFT: 'ada@x.test, eve@x.test',
  WALKME_RELEASE_TEMPLATE: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
  WALKME_SALES: 'cf0bd4c1-86fd-4c79-a46a-c730d6789e63',
} as const;
