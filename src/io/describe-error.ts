/** Describes the errors of sockets and TLS as people read them. */

/** @returns an error's code and text, and those of the errors inside an AggregateError. */
export function describeError(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(describeError))].join('; ');
  }
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // OpenSSL's own: `thread:error:number:library:function:reason:source file:line:`.
  const [, reason] = /^[0-9A-F]+:error:[^:]*:[^:]*:[^:]*:([^:]*):/.exec(error.message) ?? [];
  const message = (reason ?? error.message)
    // Advice for whoever starts Node.js, which the user of an action does not.
    .replace(/; if the root CA is installed locally.*/s, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (message === '') return code || error.name;
  return code === '' || message.includes(code) ? message : `${code}: ${message}`;
}
