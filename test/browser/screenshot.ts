/**
 * Takes the pictures of the documentation: docs/inbox.png, docs/notification.png, which the first
 * workflow of README.md sends, and one of each ready-made payload. Run it by
 * `npx node test/browser/screenshot.ts`, best with Debian's fonts-inter and fonts-noto-color-emoji
 * installed.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { sampleRun } from '../../scripts/sample-run.ts';
import { stepInputs } from '../../scripts/workflow.ts';
import { defaultClient, type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { githubContext } from '../../src/expressions/contexts.ts';
import { snippetsOf } from '../support/snippets.ts';
import { runAction } from '../support/world.ts';
import { openBrowser } from './chromium.ts';
import { realMail, sendMail } from './mail.ts';

const root = new URL('../../', import.meta.url);
const look = { colorScheme: 'light', reducedMotion: 'reduce' } as const;
const picture = (name: string): string => fileURLToPath(new URL(`docs/${name}.png`, root));

/** A run on a recorded event. */
function runOn(path: string) {
  return sampleRun(JSON.parse(readFileSync(new URL(path, root), 'utf8')));
}

/** Sends one notification by the action itself. */
async function send(
  simulator: Simulator,
  { env, event }: ReturnType<typeof sampleRun>,
  inputs: Readonly<Record<string, string>>,
): Promise<void> {
  const key = { 'client-id': defaultClient.id, 'client-secret': defaultClient.secret };
  const ids = { 'template-id': 't', 'audience-ids': 'a' };
  const { report } = await runAction({
    inputs: { ...ids, ...inputs, ...key, 'base-url': simulator.url },
    env: { ...env, GITHUB_WORKFLOW: 'Deploy', GITHUB_RUN_NUMBER: '41' },
    event,
  });
  if (report.exitCode !== 0) throw new Error(JSON.stringify(report.errors));
}

/** The newest notification as people see it, with nothing around its corners. */
async function takeCard(browser: Browser, simulator: Simulator, name: string): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 560, height: 800 },
    deviceScaleFactor: 2,
    bypassCSP: true,
    ...look,
  });
  await page.goto(simulator.url);
  const content = `
    html, body, main, .cards { background: transparent !important }
    .card { box-shadow: none !important }
    .card > :not(.front) { display: none }`;
  await page.addStyleTag({ content });
  const card = page.locator('.card').first();
  await card.screenshot({ path: picture(name), omitBackground: true });
  await page.close();
}

const simulator = await startSimulator({ port: 4010, script: { send: ['429 retry-after 2'] } });
const browser = await openBrowser();
try {
  await sendMail(simulator, [...realMail.slice(0, 1), ...realMail]);
  simulator.script('send', ['accepted then reset', '503']);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...look });
  await page.goto(simulator.url);
  await page.locator('.card').nth(2).waitFor();
  await page.screenshot({ path: picture('inbox'), fullPage: true });
  simulator.script('send', []);

  const released = runOn('examples/release-announcement/event.json');
  const pushed = runOn('examples/deployment-failure/event.json');
  const [workflow] = snippetsOf('README.md').filter(({ language }) => language === 'yaml');
  const github = githubContext({ ...released.env, GITHUB_REF_NAME: 'v4.7.0' }, released.event);
  const contexts = { github, secrets: {}, ...released.contexts };
  const action = fileURLToPath(new URL('action.yml', root));
  await send(simulator, released, await stepInputs(workflow?.text ?? '', action, contexts));
  await takeCard(browser, simulator, 'notification');
  await send(simulator, released, { 'payload-file': 'builtin:release' });
  await takeCard(browser, simulator, 'builtin-release');
  const deployed = runOn('test/fixtures/events/deployment-status-failure.json');
  await send(simulator, deployed, { 'payload-file': 'builtin:deployment' });
  await takeCard(browser, simulator, 'builtin-deployment');
  const results = { test: { result: 'failure' }, deploy: { result: 'failure' } };
  await send(simulator, pushed, {
    'payload-file': 'builtin:result',
    needs: JSON.stringify(results),
  });
  await takeCard(browser, simulator, 'builtin-result');
} finally {
  await browser.close();
  await simulator.close();
}
