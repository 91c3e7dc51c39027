/** How services, gateways and libraries write a text: each an encoder as it is in the world. */

/** Writes a whole text in some form. */
export type Encode = (text: string) => string;

/** By name; URL, JSON and HTML. Base64 stands apart, since there the text around matters. */
export const encoders: Readonly<Record<string, Encode>> = {
  'as it is': (text) => text,
  'JSON.stringify': json,
  'JSON in Python': (text) => escapeUnits(json(text), /[^\x20-\x7e]/g),
  'JSON in PHP': (text) => escapeUnits(json(text), /[^\x20-\x7e]/g).replaceAll('/', '\\/'),
  'JSON in Go': (text) => escapeUnits(json(text), /[<>&\u2028\u2029]/g),
  'JSON in Gson': (text) => escapeUnits(json(text), /[<>&='\u2028\u2029]/g),
  'JSON in PHP, with JSON_HEX': (text) =>
    upperHex(escapeUnits(json(text).replaceAll('\\"', '"'), /[<>&'"]|[^\x20-\x7e]/g)),
  'JSON in Newtonsoft, with EscapeHtml': (text) =>
    escapeUnits(json(text).replaceAll('\\"', '"'), /[<>&'"\u0085\u2028\u2029]/g),
  'JSON in .NET': (text) =>
    Array.from({ length: text.length }, (_, index) => dotNetUnit(text.charAt(index))).join(''),
  encodeURIComponent,
  encodeURI,
  'encodeURIComponent, lower case': (text) => lowerHex(encodeURIComponent(text)),
  'encodeURIComponent, + for a space': (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  URLSearchParams: (text) => new URLSearchParams({ '': text }).toString().slice(1),
  'URLSearchParams, lower case': (text) =>
    lowerHex(new URLSearchParams({ '': text }).toString().slice(1)),
  'quote of Python': (text) => percent(text, /[^\w.\-~/]/),
  'quote_plus of Python': (text) => percent(text, /[^\w.\-~]/).replaceAll('%20', '+'),
  'rawurlencode of PHP': (text) => percent(text, /[^\w.\-~]/),
  'urlencode of PHP': (text) => percent(text, /[^\w.-]/).replaceAll('%20', '+'),
  'WebUtility.UrlEncode of .NET': (text) => percent(text, /[^\w.\-!()*]/).replaceAll('%20', '+'),
  'HttpUtility.UrlEncode of .NET': (text) =>
    lowerHex(percent(text, /[^\w.\-!()*]/).replaceAll('%20', '+')),
  'PathEscape of Go': (text) => percent(text, /[^\w.\-~&=+$:@]/),
  'URL, all but letters and digits': (text) => percent(text, /[^A-Za-z0-9]/),
  'HTML text': (text) => html(text, {}),
  'HTML attribute': (text) => html(text, { '"': '&quot;' }),
  'HTML of lodash': (text) => html(text, { '"': '&quot;', "'": '&#39;' }),
  'HTML of Python': (text) => html(text, { '"': '&quot;', "'": '&#x27;' }),
  'HTML of Go': (text) => html(text, { '"': '&#34;', "'": '&#39;' }),
  'HTML templates of Go': (text) => html(text, { '"': '&#34;', "'": '&#39;', '+': '&#43;' }),
  'HTML of Handlebars': (text) =>
    html(text, { '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' }),
  'HTML of PHP': (text) => html(text, { '"': '&quot;', "'": '&#039;' }),
  'HTML of .NET, letters as they are': (text) =>
    html(text, { '"': '&quot;', "'": '&#x27;', '+': '&#x2B;' }),
  'HTML of Mustache': (text) =>
    html(text, { '"': '&quot;', "'": '&#39;', '/': '&#x2F;', '`': '&#x60;', '=': '&#x3D;' }),
  'HTML of OWASP': (text) => html(text, { '"': '&quot;', "'": '&#x27;', '/': '&#x2F;' }),
  'HTML of validator.js': (text) =>
    html(text, { '"': '&quot;', "'": '&#x27;', '/': '&#x2F;', '\\': '&#x5C;', '`': '&#96;' }),
  'HTML of .NET': (text) =>
    text.replace(
      /[<>&"'+`]|[^\x20-\x7e]/gu,
      (char) => `&#x${codeOf(char).toString(16).toUpperCase()};`,
    ),
  'HTML in numbers': (text) => text.replace(/./gsu, (char) => `&#${codeOf(char)};`),
  'HTML in numbers with zeros': (text) =>
    text.replace(/./gsu, (char) => `&#${String(codeOf(char)).padStart(7, '0')};`),
  'XML attribute': (text) => html(text, { '"': '&quot;', "'": '&apos;' }),
};

function codeOf(char: string): number {
  return Number(char.codePointAt(0));
}

function upperHex(text: string): string {
  return text.replace(/\\u[0-9a-f]{4}/g, (it) => `\\u${it.slice(2).toUpperCase()}`);
}

function json(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, '0');
}

function escapeUnits(text: string, units: RegExp): string {
  return text.replace(units, (unit) => `\\u${hex(unit)}`);
}

/** The default encoder of System.Text.Json. */
function dotNetUnit(unit: string): string {
  const short = json(unit);
  if (short.length === 2 && unit !== '"') return short;
  return /["&'+<>`]|[^\x20-\x7e]/.test(unit) ? `\\u${hex(unit).toUpperCase()}` : unit;
}

function percent(text: string, escaped: RegExp): string {
  return [...text]
    .map((char) => {
      if (!escaped.test(char)) return char;
      const bytes = [...Buffer.from(char)];
      return bytes.map((it) => `%${it.toString(16).toUpperCase().padStart(2, '0')}`).join('');
    })
    .join('');
}

function lowerHex(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (it) => it.toLowerCase());
}

function html(text: string, quotes: Readonly<Record<string, string>>): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    ...quotes,
  };
  return [...text].map((char) => entities[char] ?? char).join('');
}
