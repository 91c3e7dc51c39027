/**
 * Takes the pictures of the documentation: docs/inbox.png, and docs/notification.png with one
 * notification. Run it by `npx node test/browser/screenshot.ts`, best with Debian's fonts-inter and
 * fonts-noto-color-emoji installed.
 */

import { fileURLToPath } from 'node:url';
import { startSimulator } from '../../simulator/simulator.ts';
import { openBrowser } from './chromium.ts';
import { realMail, sendMail } from './mail.ts';

const docs = new URL('../../docs/', import.meta.url);
const picture = (name: string): string => fileURLToPath(new URL(name, docs));

const simulator = await startSimulator({ port: 4010, script: { send: ['429 retry-after 2'] } });
const browser = await openBrowser();
try {
  await sendMail(simulator, [...realMail.slice(0, 1), ...realMail]);
  simulator.script('send', ['accepted then reset', '503']);
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(simulator.url);
  await page.locator('.card').nth(2).waitFor();
  await page.screenshot({ path: picture('inbox.png'), fullPage: true });
  const close = await browser.newPage({
    viewport: { width: 560, height: 800 },
    deviceScaleFactor: 2,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
  await close.goto(simulator.url);
  await close.addStyleTag({ content: '.card > :not(.front) { display: none }' });
  await close
    .locator('.card')
    .first()
    .screenshot({ path: picture('notification.png') });
} finally {
  await browser.close();
  await simulator.close();
}
