/** Says what to do about an error in a preview, where the workflow is not at fault. */

import type { ErrorDiagnostic } from '../src/diagnostics.ts';

/** @returns the error, with a hint for the command line instead of one for a workflow. */
export function forPreview(error: ErrorDiagnostic): ErrorDiagnostic {
  const hint = hintFor(error.message);
  return hint === undefined ? error : { ...error, hint };
}

function hintFor(message: string): string | undefined {
  if (message.includes('the `needs` context was not given')) {
    return 'Set the result of each job: `--set needs.deploy.result=failure`.';
  }
  const [, context] = /there is no context `(steps|inputs|vars|jobs)`/i.exec(message) ?? [];
  if (context !== undefined) {
    const named = new RegExp(`\\b${context}\\.[\\w.-]+`, 'i').exec(message)?.[0];
    const path = named ?? (/^steps$/i.test(context) ? 'steps.ID.outputs.NAME' : `${context}.NAME`);
    return `Set its values: \`--set ${path}=value\`. Or pass JSON: \`--context file.json\`.`;
  }
  const [, member] = /^The event \S+ has no `([\w-]+)`/.exec(message) ?? [];
  if (member !== undefined) {
    return `Check the path. To set a value: \`--set github.event.${member}.NAME=value\`. To use another event: \`--event file\`.`;
  }
  const [, path] = /^`\$\{\{ ([a-z_][\w.-]*) \}\}` evaluates to null/i.exec(message) ?? [];
  if (path !== undefined) return `Check the path. To set a value: \`--set ${path}=value\`.`;
  if (/^`payload-file`: the file .* does not exist/.test(message)) {
    return 'Check the path. It is relative to the folder that you are in.';
  }
  if (/: the file .* does not exist/.test(message)) {
    return 'Check the path. It is relative to the Git repository, or to the folder in `--workspace`.';
  }
  return message.includes('`user-map` (not set)')
    ? 'Pass the file that knows them: `--input user-map=path`.'
    : undefined;
}
