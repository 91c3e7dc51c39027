import { Lexer } from '@actions/expressions/lexer';
import { expect, it } from 'vitest';
import { membersNamed } from '../../../src/expressions/tokens.ts';

it.each([
  ['run.result', 'result'],
  ["RUN['brokenSince'].url", 'brokensince'],
  ['run . previous.result == run.result', 'previous result'],
  ["join(run.failed.*.name, ', ')", 'failed'],
  ['toJSON(run)', '*'],
  ['run', '*'],
  ['run.*', '*'],
  ['run[github.actor]', '*'],
  ["run['a' == 'b']", '*'],
  ['run && run.result', 'result'],
  ['!run || run.jobs[0].name', 'jobs'],
  ['run || 1', '*'],
  ['steps.run.x', ''],
  ['run(1)', ''],
  ["'run.result'", ''],
])('%s names %j', (expression, members) => {
  const { tokens } = new Lexer(expression).lex();
  const named = [
    ...membersNamed(
      'run',
      tokens.map((it) => ({ ...it, value: it.lexeme.replaceAll("'", '') })),
    ),
  ];
  expect(named.join(' ')).toBe(members);
});
