/** The accessibility of the inbox page in headless Chromium: keyboard, landmarks, motion, and a scan. */

import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { realMail, sendMail } from './mail.ts';
import { expectTitles, inChromium } from './page.ts';

/** One of every kind of part that a page can have. */
const everything = [
  ...realMail,
  {
    templateId: 'bare',
    audiencesIds: Array.from({ length: 20 }, (_, index) => `audience-${index}`),
  },
  {
    systemId: 'fault/500-after-accepting',
    templateId: 't',
    endUsersIds: ['عمر'],
    runtimeTitle: 'الإصدار متاح \u202e',
    override: Array.from({ length: 9 }, (_, index) => ({ key: `K${index}`, value: `v${index}` })),
  },
  { templateId: 1, runtimeTitle: 'Refused' },
];

/** What axe-core finds, as described by its rules. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(`axe.run().then(({ violations, passes }) => [
    ...violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.failureSummary)),
    ...(passes.length < 20 ? ['too few rules: ' + passes.length] : []),
  ])`);
  return Array.isArray(found) ? found.map(String) : ['no result'];
}

/** Presses Tab until the focused element has this text. Fails if that does not happen. */
async function tabTo(page: Page, text: string): Promise<readonly string[]> {
  const passed: string[] = [];
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusOf(page);
    passed.push(focused);
    if (focused === text) return passed;
  }
  throw new Error(`Tab never came to ${text}, only to ${passed.join(', ')}.`);
}

async function focusOf(page: Page): Promise<string> {
  return String(await page.evaluate('document.activeElement.textContent.trim()'));
}

inChromium('access', (openInbox) => {
  it.each([
    ['light', 360],
    ['light', 1280],
    ['dark', 360],
    ['dark', 1280],
  ] as const)('has no violation in the %s theme at %i px', async (theme, width) => {
    const look = { theme, width, bypassCSP: true };
    const script = { send: Array.from({ length: 6 }, () => 'ok') };
    const { page, simulator } = await openInbox({ script }, look);
    expect(await violations(page)).toEqual([]);
    await sendMail(simulator, everything);
    simulator.script('send', ['503', 'ok']);
    await expect.poll(() => page.locator('.card').count()).toBe(everything.length - 1);
    await page.getByText('more overrides').click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Request' }).first().click();
    expect(await violations(page)).toEqual([]);
    await simulator.close();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('cannot be reached').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('has landmarks and headings', async () => {
    const { page, simulator } = await openInbox();
    await sendMail(simulator, realMail.slice(0, 1));
    await page.locator('.card').waitFor();
    for (const role of ['banner', 'main', 'complementary'] as const) {
      expect(await page.getByRole(role).count()).toBe(1);
    }
    const headings = page.locator('h1, h2:not(dialog h2), h3:not([id=empty-title])');
    expect(await headings.allTextContents()).toEqual([
      'Inbox',
      'Notifications',
      'Deployment of harbor failed',
      'Pending faults',
      'Not accepted',
      'Address',
    ]);
  });

  it('works by keyboard alone', async () => {
    const { page, simulator } = await openInbox();
    await sendMail(simulator, [...realMail, { templateId: 1, runtimeTitle: 'Refused' }]);
    await expectTitles(page, realMail.map((one) => String(one['runtimeTitle'])).toReversed());
    const passed = await tabTo(page, 'Show request 4');
    expect(passed).toEqual([
      'Clear',
      'Read more (opens in a new tab)',
      expect.stringMatching(/^To 2 audiences\d\d:\d\d:\d\d UTCHTTP 200$/),
      'Show request 4',
    ]);
    const outline = 'getComputedStyle(document.activeElement).outlineStyle';
    expect(await page.evaluate(outline)).toBe('solid');

    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Request 4' });
    await dialog.waitFor();
    expect(await focusOf(page)).toBe('Close');
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab');
      const inside = `document.activeElement.closest('dialog') !== null || document.activeElement === document.body`;
      expect(await page.evaluate(inside)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focusOf(page)).toBe('Show request 4');

    await tabTo(page, 'Refused refused 400');
    await page.keyboard.press('Space');
    await page.getByRole('dialog', { name: 'Request 5' }).waitFor();
    await page.keyboard.press('Enter');
    expect(await focusOf(page)).toBe('Refused refused 400');
  });

  it('moves the focus to the heading if the focused card is cleared', async () => {
    const { page, simulator } = await openInbox();
    await sendMail(simulator, realMail.slice(0, 1));
    await page.getByRole('button', { name: 'Request 2' }).click();
    simulator.ledger.clear();
    await expectTitles(page, []);
    await page.keyboard.press('Escape');
    await expect.poll(() => focusOf(page)).toBe('Inbox');
  });

  it.each([
    ['reduce', 'none'],
    ['no-preference', 'arrive'],
  ] as const)(
    'has animations only without reduced motion: %s',
    async (reducedMotion, animation) => {
      const { page, simulator } = await openInbox({}, { reducedMotion });
      await sendMail(simulator, realMail.slice(0, 1));
      await page.locator('.card').waitFor();
      const script = `getComputedStyle(document.querySelector('.cards > li')).animationName`;
      expect(await page.evaluate(script)).toBe(animation);
    },
  );
});
