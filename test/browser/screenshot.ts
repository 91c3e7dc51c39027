/**
 * `node test/browser/screenshot.ts`: makes docs/inbox.png, the picture of the inbox in the README.
 * It looks best with Debian's fonts-inter and fonts-noto-color-emoji.
 */

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '../../simulator/simulator.ts';
import { openBrowser } from './chromium.ts';
import { realMail, sendMail } from './mail.ts';

const picture = fileURLToPath(new URL('../../docs/inbox.png', import.meta.url));

mkdirSync(fileURLToPath(new URL('../../docs/', import.meta.url)), { recursive: true });
const simulator = await startSimulator({ script: { send: ['429 retry-after 2'] } });
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
  await page.screenshot({ path: picture, fullPage: true });
} finally {
  await browser.close();
  await simulator.close();
}
