/** Names the HTML elements that plain text treats alike. */

/** These have an empty line on both sides. */
export const BLOCKS = names(
  'address article aside blockquote details dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul',
);

/** These begin and end on separate lines. */
export const LINES = names('caption center dd div dt figcaption legend option summary tr');

/** These can be within a word. All others are boxes, so that words on both sides are two. */
export const INLINE = names(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins mark q rp rt ruby s samp script small span strike strong style sub sup time tt u var wbr',
);

/** Nobody reads the contents of these. */
export const HIDDEN = names('script style');

/** GitHub leaves shortcodes alone in these. */
export const CODE = names('code pre samp tt');

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
