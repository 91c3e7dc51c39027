/** Writes figures as a Markdown table. */

import type { Spread } from './measure.ts';

/** One line of the table. */
export interface Row extends Spread {
  readonly name: string;
  readonly unit: string;
  /** What the median should not pass. */
  readonly limit: number;
  readonly note: string;
}

/** @returns the rows as a table. */
export function toTable(rows: readonly Row[]): string {
  const figure = (value: number, unit: string): string =>
    `${value.toFixed(unit === '×' || unit === '' ? 2 : 0)}${unit === '' || unit === '×' ? '' : ` ${unit}`}`;
  const lines = rows.map(({ name, unit, min, median, max, limit, note }) =>
    [
      name,
      `**${figure(median, unit)}**`,
      `${figure(min, unit)} to ${figure(max, unit)}`,
      figure(limit, unit),
      note,
    ].join(' | '),
  );
  return [
    '| What | Median | Range | Limit | |',
    '| --- | --- | --- | --- | --- |',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}
