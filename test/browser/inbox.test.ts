/** The inbox page in headless Chromium. */

import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator/simulator.ts';
import { realMail, sendMail } from './mail.ts';
import { expectTitles, inChromium } from './page.ts';

const mail = (runtimeTitle: string, more: object = {}) => ({
  templateId: 't',
  endUsersIds: ['ada@example.com'],
  runtimeTitle,
  ...more,
});

inChromium('the inbox', (openInbox) => {
  it('shows the command that fills it while it is empty', async () => {
    const { page, simulator, troubles } = await openInbox({ prefix: '/gateway' });
    const main = page.getByRole('main');
    await main.getByText(`base-url: ${simulator.url}/gateway`).waitFor();
    const command = 'npm run preview -- examples/release-announcement/release.yml --send';
    const line = `${command} --simulator ${simulator.url}/gateway`;
    expect(await main.getByText(line, { exact: true }).isVisible()).toBe(true);
    expect(await page.title()).toBe('Inbox · WalkMe simulator');
    expect(troubles).toEqual([]);
  });

  it('shows cards as they arrive, newest first, without a reload', async () => {
    const { page, simulator, troubles } = await openInbox();
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await sendMail(simulator, [mail('first')]);
    await expectTitles(page, ['first']);
    const news = page.locator('#news[aria-live=polite]');
    await expect.poll(() => news.textContent()).toBe('New notification: first');
    await sendMail(simulator, [mail('second'), mail('third')]);
    await expectTitles(page, ['third', 'second', 'first']);
    expect(await page.title()).toBe('(3) Inbox · WalkMe simulator');
    expect(await page.locator('#empty').isHidden()).toBe(true);
    await expect.poll(() => news.textContent()).toMatch(/^New notification: third|^2 new/);
    expect(loads).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('shows everything in a notification', async () => {
    const { page, simulator } = await openInbox();
    await sendMail(simulator, [
      mail('Harbor is closed', {
        runtimeDescription: 'On Saturday.\nAll night.',
        notificationType: 'Popup',
        title: 'Maintenance',
        systemId: 'production',
        audiencesIds: ['sales'],
        startAt: '2026-03-14',
        endAt: '2026-03-15 06:30',
        override: [
          { key: 'READ_MORE', value: 'https://example.com/a?b=c' },
          { key: 'REASON', value: '' },
        ],
      }),
      { templateId: 'bare', audiencesIds: Array.from({ length: 30 }, (_, index) => `a${index}`) },
    ]);
    const full = page.getByRole('article', { name: 'Harbor is closed' });
    await full.waitFor();
    const text = await full.innerText();
    for (const part of [
      'On Saturday.\nAll night.',
      'Popup',
      'Maintenance',
      'production',
      'ada@example.com',
      'sales',
      'From 14 Mar 2026, 00:00 UTC until 15 Mar 2026, 06:30 UTC',
      'READ_MORE https://example.com/a?b=c',
      'REASON empty',
      'HTTP 200',
    ]) {
      expect(text).toContain(part);
    }
    const link = full.getByRole('link', { name: 'Read more (opens in a new tab)' });
    expect(await link.getAttribute('href')).toBe('https://example.com/a?b=c');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.getAttribute('target')).toBe('_blank');
    const bare = await page.getByRole('article', { name: 'Title from the template' }).innerText();
    expect(bare).toContain('Text from the template');
    expect(bare).toContain('Push (default)');
    expect(bare).toContain('From now for 30 days (default)');
    expect(bare).toContain('and 22 more');
  });

  it('lists requests that were not accepted, and pending faults', async () => {
    const script = { send: ['429 retry-after 2', 'accepted then reset', 'ok', '503'] };
    const { page, simulator } = await openInbox({ script });
    const faults = page.locator('#faults');
    await faults.getByText('accepted then reset').waitFor();
    await sendMail(simulator, [
      mail('one'),
      mail('two'),
      { templateId: 't', runtimeTitle: 'three' },
    ]);
    await expectTitles(page, ['two']);
    const card = await page.getByRole('article', { name: 'two' }).innerText();
    expect(card).toContain('no response');
    expect(card).toContain('Fault: accepted then reset');
    const others = page.locator('#others > li');
    expect(await others.allInnerTexts()).toEqual([
      expect.stringMatching(/three\s+refused 400\s+Fault: ok\. notification: endUsersIds or/),
      expect.stringMatching(/one\s+throttled 429\s+Fault: 429 retry-after 2\./),
    ]);
    expect(await faults.innerText()).toMatch(/Token\s+none\s+Send\s+503$/);
    simulator.script('send', []);
    await expect.poll(() => faults.innerText()).toMatch(/Send\s+none$/);
  });

  it('marks a notification that was accepted twice', async () => {
    const { page, simulator } = await openInbox();
    await sendMail(simulator, [mail('again'), mail('again')]);
    await page.locator('.card').first().getByText('Same as request 2').waitFor();
    expect(await page.getByText('Same as request').count()).toBe(1);
  });

  it('shows the request as it was sent, without its credentials', async () => {
    const { page, simulator, troubles } = await openInbox();
    await sendMail(simulator, [mail('raw \u202e <b>', { override: [{ key: 'K', value: 'v' }] })]);
    await page.getByRole('button', { name: 'Request 2' }).click();
    const dialog = page.getByRole('dialog', { name: 'Request 2' });
    const text = await dialog.innerText();
    expect(text).toContain('POST /public/v1/notifications/send HTTP/1.1');
    expect(text).toContain('Bearer, valid, token 1 (the value is not kept)');
    expect(text).toMatch(/content-type\s+application\/json/);
    expect(text).toContain('  "notification": {\n    "templateId": "t",\n    "endUsersIds": [\n');
    expect(text).toContain('"runtimeTitle": "raw U+202E <b>"');
    expect(text).not.toMatch(/eyJ/);
    expect(troubles).toEqual([]);
  });

  it('is cleared by a button', async () => {
    const { page, simulator, troubles } = await openInbox();
    await sendMail(simulator, [mail('gone'), { templateId: 1 }]);
    await expectTitles(page, ['gone']);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('No notifications yet').waitFor();
    expect(await page.locator('#others > li').count()).toBe(0);
    expect(simulator.ledger.entries).toEqual([]);
    await sendMail(simulator, [mail('new')]);
    await expectTitles(page, ['new']);
    expect(troubles).toEqual([]);
  });

  it('reconnects to the next simulator, and shows its notifications', async () => {
    const { page, simulator } = await openInbox();
    await sendMail(simulator, [mail('before')]);
    await expectTitles(page, ['before']);
    await simulator.close();
    await page.getByRole('status').getByText('Reconnecting').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('alert').getByText('The simulator cannot be reached.').waitFor();
    await expectTitles(page, ['before']);
    const next = await startSimulator({ port: simulator.port });
    onTestFinished(() => next.close());
    await sendMail(next, [mail('after')]);
    await page.getByRole('status').getByText('Live').waitFor();
    await expectTitles(page, ['after']);
    expect(await page.getByText('The simulator cannot be reached.').count()).toBe(0);
  });

  it('reconnects after a silence, and keeps the focus and open parts', async () => {
    const { page, simulator } = await openInbox();
    const override = Array.from({ length: 9 }, (_, index) => ({ key: `K${index}`, value: 'v' }));
    await page.clock.install();
    await page.reload();
    await sendMail(simulator, [mail('one', { override })]);
    await page.getByText('5 more overrides').click();
    await page.getByRole('button', { name: 'Request 2' }).focus();
    const again = page.waitForRequest(/__events$/);
    await page.clock.fastForward(46_000);
    await again;
    await page.getByRole('status').getByText('Live').waitFor();
    await sendMail(simulator, [mail('two')]);
    await expectTitles(page, ['two', 'one']);
    expect(await page.getByText('K8').isVisible()).toBe(true);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Show request 2');
  });

  it('folds all but the newest three of fifty cards, and filters them', async () => {
    const { page, simulator } = await openInbox();
    const link = [{ key: 'URL', value: 'https://example.com' }];
    const fifty = Array.from({ length: 50 }, (_, index) =>
      mail(`mail ${index}`, { endUsersIds: [`user-${index}@example.com`], override: link }),
    );
    await sendMail(simulator, fifty);
    await expect.poll(() => page.locator('.card').count()).toBe(50);
    expect(await page.locator('.sender[open]').count()).toBe(3);
    expect(await page.locator('.button:visible').count()).toBe(3);
    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    expect(height).toBeLessThan(50 * 130);
    await expect.poll(() => page.locator('#filter-count').textContent()).toBe('50 notifications');

    await page.getByRole('searchbox', { name: 'Filter' }).fill('USER-17@');
    expect(await page.locator('.card h3:visible').allTextContents()).toEqual(['mail 17']);
    expect(await page.locator('#filter-count').textContent()).toBe('1 of 50');
    await page.locator('.card:visible summary').click();
    expect(await page.getByText('user-17@example.com').isVisible()).toBe(true);
    await sendMail(simulator, [mail('mail 51')]);
    await expect.poll(() => page.locator('#filter-count').textContent()).toBe('1 of 51');
    simulator.ledger.clear();
    await page.getByText('No notifications yet').waitFor();
    expect(await page.getByRole('searchbox').count()).toBe(0);
  });

  it('does not fold a card that the user opened', async () => {
    const { page, simulator } = await openInbox();
    await sendMail(simulator, [mail('kept')]);
    const summary = page.getByRole('article', { name: 'kept' }).locator('summary');
    await summary.click();
    await summary.click();
    await sendMail(
      simulator,
      ['a', 'b', 'c', 'd'].map((title) => mail(title)),
    );
    await expectTitles(page, ['d', 'c', 'b', 'a', 'kept']);
    expect(await page.locator('.sender[open]').count()).toBe(4);
  });

  it('shows a hundred cards, and links the ledger for the others', async () => {
    const { page, simulator } = await openInbox();
    await sendMail(
      simulator,
      Array.from({ length: 103 }, (_, index) => mail(`mail ${index}`)),
    );
    await page.getByText('mail 102').waitFor();
    await expect.poll(() => page.locator('.card').count()).toBe(100);
    expect(await page.getByText('Only the newest are shown').isVisible()).toBe(true);
  });

  it('has a dark theme', async () => {
    const colours = async (theme: 'light' | 'dark') => {
      const { page, simulator } = await openInbox({}, { theme });
      await sendMail(simulator, realMail.slice(0, 1));
      await page.locator('.card').waitFor();
      const script = `[document.body, document.querySelector('.card')].map((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        return [color, backgroundColor];
      }).flat()`;
      return page.evaluate<string[]>(script);
    };
    const [light, dark] = [await colours('light'), await colours('dark')];
    for (const [index, colour] of light.entries()) expect(dark[index]).not.toBe(colour);
  });

  it('marks a notification to people who test', async () => {
    const { page, simulator } = await openInbox({ testRecipients: ['ada@example.com'] });
    const people = (ids: readonly string[]) => mail(ids.join(), { endUsersIds: ids });
    await sendMail(simulator, [people(['ada@example.com', 'bob']), people(['ada@example.com'])]);
    await expectTitles(page, ['ada@example.com', 'ada@example.com,bob']);
    const marks = page.locator('.card').getByText('Test', { exact: true });
    await expect.poll(() => marks.count()).toBe(1);
    expect(await page.locator('.card').first().getByText('Test', { exact: true }).count()).toBe(1);
  });

  it.each([360, 768, 1280])('fits a screen of %i px', async (width) => {
    const { page, simulator } = await openInbox({}, { width });
    const word = 'Donaudampfschifffahrtselektrizität'.repeat(9);
    const override = [{ key: word, value: `https://example.com/${word}` }];
    await sendMail(simulator, [
      mail(word, { runtimeDescription: word, title: word, systemId: word, override }),
      { templateId: 1, runtimeTitle: word, [word]: word },
    ]);
    await page.locator('.card').waitFor();
    await page.getByRole('button', { name: 'Request 2' }).click();
    const widths = `[document.documentElement, document.querySelector('dialog')].map(
      (element) => element.scrollWidth)`;
    for (const found of await page.evaluate<number[]>(widths)) {
      expect(found).toBeLessThanOrEqual(width);
    }
  });
});
