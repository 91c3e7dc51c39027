/** WalkMe's date format: text in, a moment in UTC out. */

const form = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}))?$/;

/**
 * The moment, in milliseconds since 1970, of `YYYY-MM-DD` or `YYYY-MM-DD hh:mm` in UTC; a date
 * alone is 00:00. Null for any other form and for a day or time that does not exist.
 */
export function readDate(text: string): number | null {
  const parts = form.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? '0'));
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const same = moment.toISOString().startsWith(text.replace(' ', 'T'));
  return same ? moment.getTime() : null;
}
