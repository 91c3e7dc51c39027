/** Hostile text in the inbox page, in headless Chromium: it is shown, and does nothing. */

import { expect, it } from 'vitest';
import { sendMail } from './mail.ts';
import { expectTitles, inChromium } from './page.ts';

const markup = [
  'javascript:alert(1)',
  '<script>globalThis.ran = true; alert(1)</script>',
  '<img src=x onerror="globalThis.ran = true">',
  '<svg onload=alert(1)><animate onbegin=alert(1)>',
  '<iframe srcdoc="<script>parent.ran = true</script>"></iframe>',
  '"><a href="javascript:alert(1)" autofocus onfocus=alert(1)>x</a>',
  '</title></style></textarea></script><body onload=alert(1)>',
  '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  '<base href="https://evil.example/">',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)}',
];

inChromium('hostile text', (openInbox) => {
  it('is only text, even if it is markup', async () => {
    const { page, simulator, troubles } = await openInbox();
    for (const text of markup) {
      const everywhere = {
        systemId: text,
        templateId: text,
        endUsersIds: [text],
        audiencesIds: [text],
        title: text,
        runtimeTitle: text,
        runtimeDescription: text,
        override: [{ key: text, value: text }],
      };
      await sendMail(simulator, [everywhere, { ...everywhere, [text]: text }]);
      await fetch(`${simulator.url}/${encodeURI(text)}`, { headers: { 'x-hostile': text } });
    }
    await expectTitles(page, markup.toReversed());
    await expect.poll(() => page.locator('#others > li').count()).toBe(2 * markup.length);
    await page.evaluate(
      `for (const sender of document.querySelectorAll('.sender')) sender.open = true`,
    );
    for (const button of await page.locator('main button, aside button').all()) {
      await button.click();
      const alien = 'dialog :is(script, img, svg, iframe, a, b, base, meta)';
      expect(await page.locator(alien).count()).toBe(0);
      await page.keyboard.press('Escape');
    }
    const alien =
      ':is(main article, aside) :is(script, iframe, svg, base, meta, textarea, [onerror])';
    expect(await page.locator(alien).count()).toBe(0);
    expect(await page.locator('article a').count()).toBe(0);
    expect(await page.locator('article img').count()).toBe(0);
    expect(await page.evaluate('globalThis.ran')).toBe(undefined);
    expect(page.url()).toBe(`${simulator.url}/`);
    expect(troubles).toEqual([]);
  });

  it('shows invisible characters, and isolates directions', async () => {
    const { page, simulator } = await openInbox();
    const text = 'a\u202eb\u2066c\u200bd\u0007e\u0000f\u00adg\u3164h\u{e0041}i\ufeff';
    await sendMail(simulator, [
      {
        templateId: 't',
        endUsersIds: [text],
        runtimeTitle: text,
        runtimeDescription: 'x\r\ny 👩‍👩‍👧',
      },
    ]);
    const heading = page.locator('.card h3');
    await heading.waitFor();
    const signs = ['202E', '2066', '200B', '0007', '0000', '00AD', '3164', 'E0041', 'FEFF'];
    expect(await heading.locator('.sign').allTextContents()).toEqual(
      signs.map((code) => `U+${code}`),
    );
    expect(await page.locator('.text').textContent()).toBe('x\ny 👩‍👩‍👧');
    expect(await page.locator('.ids bdi').count()).toBe(1);
    expect(await page.locator('main').textContent()).not.toMatch(/[\u202e\u2066\u0007\u0000]/);
  });

  it('turns only its half of the card if it is right to left', async () => {
    const { page, simulator } = await openInbox();
    await sendMail(simulator, [
      { templateId: 't', endUsersIds: ['a'], runtimeTitle: 'الإصدار 4.7 متاح' },
    ]);
    const direction = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).direction`);
    await page.locator('.card').waitFor();
    expect(await direction('.card .front')).toBe('rtl');
    expect(await direction('.card .facts')).toBe('ltr');
  });

  it('cannot become markup, because of Trusted Types', async () => {
    const { page } = await openInbox();
    const attempt = `(() => {
      try { document.body.innerHTML = '<b>x</b>'; return 'made'; } catch (error) { return error.name; }
    })()`;
    expect(await page.evaluate(attempt)).toBe('TypeError');
  });
});
