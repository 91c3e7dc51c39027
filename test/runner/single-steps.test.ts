import { expect, it } from 'vitest';
import type { Occasion } from '../support/occasion.ts';
import { occasions } from '../support/occasions.ts';
import { pages, snippetsOf, workflowAround } from '../support/snippets.ts';
import { needsAct } from './act.ts';
import { expectSameRun } from './comparison.ts';

/** Text that tries to end a value, to begin another, and to be evaluated. */
const hostile = `"},\n"x": '\${{ github.token }}' # % \u00e9 \\n\nTEMPLATE=other`;

/** An ID with what separates the items of a list. */
const employee = 'CORP\\ada lovelace, 2nd';

const { event, payload } = occasions['an issue'];
const issue: Occasion = {
  event,
  payload: { ...payload, issue: { ...Object(payload['issue']), title: hostile } },
};
const dispatch: Occasion = {
  event: 'repository_dispatch',
  payload: { ...payload, action: 'approved', client_payload: { employee } },
};

const steps = pages
  .flatMap(snippetsOf)
  .filter(
    ({ language, text }) =>
      language === 'yaml' &&
      /^- (.*\n {2})*uses: your-org/.test(text) &&
      text.includes('github.event.'),
  );

needsAct();

it('finds the steps that the pages show without a workflow', () => {
  expect(steps.length).toBeGreaterThan(2);
});

it.each(steps)('$page:$line passes text of an event on as it is', async (step) => {
  const { page, line, section, text } = step;
  const occasion = text.includes('client_payload') ? dispatch : issue;
  const workflow = {
    source: `${page}:${line}`,
    section,
    path: '.github/workflows/step.yml',
    text: workflowAround(text, occasion.event),
    files: {},
  };
  const run = await expectSameRun(workflow, occasion);
  const [own] = run.steps;
  const body = JSON.parse(own?.outputs['payload'] ?? '');
  if (occasion === dispatch)
    expect(body).toMatchObject([{ notification: { endUsersIds: [employee] } }]);
  else expect(body).toMatchObject([{ notification: { runtimeTitle: hostile } }]);
});
