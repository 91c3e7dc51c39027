/** Replaces GitHub's emoji shortcodes. */

import { nameToEmoji } from 'gemoji';
import { textAt } from '../text/property.ts';

/** Shortcodes, one after another. A colon beside them belongs to something else: `std::tada::x`. */
const SHORTCODES = /(?<!:)(?::[\w+-]+:)+(?!:)/g;

/** `12:100:30` is no shortcode. */
const IN_A_NUMBER = /^:\d+:$/;

/** @returns the text with emoji. Unknown shortcodes stay as they are. */
export function withEmoji(text: string): string {
  return text.replace(SHORTCODES, (run, at: number) => {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + run.length);
    if (IN_A_NUMBER.test(run) && /\w/.test(before + after)) return run;
    return run.replace(/:([\w+-]+):/g, (code, name: string) => textAt(nameToEmoji, name) || code);
  });
}
