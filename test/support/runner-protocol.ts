/**
 * What the runner makes of a step's output and files, read as the runner reads them.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs
 */

/** A line that the runner takes for a command, or might. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** One line of the output: a command, or text. */
export type Line = Command | string;

/** @returns the lines of a step's output; every kind of line end counts. */
export function readLog(output: string): readonly Line[] {
  const lines = output.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map(readLine);
}

/** @returns the commands among the lines. */
export function commandsIn(output: string): readonly Command[] {
  return readLog(output).filter((line) => typeof line !== 'string');
}

function readLine(line: string): Line {
  // White space as .NET trims it; U+0085 is no white space to JavaScript.
  const trimmed = line.replace(/^[\s\u0085]+/, '');
  const end = trimmed.indexOf('::', 2);
  if (trimmed.startsWith('::')) {
    if (end === -1) return { name: '', properties: {}, data: trimmed };
    const [name = '', ...rest] = trimmed.slice(2, end).split(' ');
    const properties = rest.join(' ').split(',').filter(Boolean).map(readProperty);
    return {
      name,
      properties: Object.fromEntries(properties),
      data: unescapeData(trimmed.slice(end + 2)),
    };
  }
  // The older form counts anywhere in a line.
  const old = line.indexOf('##[');
  return old === -1 ? line : { name: 'old form', properties: {}, data: line.slice(old) };
}

function readProperty(pair: string): readonly [string, string] {
  const [name = '', value = ''] = pair.split('=', 2);
  return [name.trim(), unescapeProperty(value)];
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  const first = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  return first.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
}

/** @returns what stands in a file such as `$GITHUB_OUTPUT`. @throws if the runner would. */
export function readKeyValueFile(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const entries: (readonly [string, string])[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const [equals, heredoc] = [line.indexOf('='), line.indexOf('<<')];
    if (equals >= 0 && (heredoc === -1 || equals < heredoc)) {
      entries.push([line.slice(0, equals), line.slice(equals + 1)]);
      continue;
    }
    if (heredoc < 1) throw new Error(`Invalid format '${line}'`);
    const delimiter = line.slice(heredoc + 2);
    const end = lines.indexOf(delimiter, index + 1);
    if (end === -1) throw new Error(`Matching delimiter not found '${delimiter}'`);
    entries.push([line.slice(0, heredoc), lines.slice(index + 1, end).join('\n')]);
    index = end;
  }
  return Object.fromEntries(entries);
}
