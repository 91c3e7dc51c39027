/** The words that the action itself writes in requests and outputs. */

import { errorCodes } from '../diagnostics.ts';
import { fields } from '../fields.ts';

/** In the body of every request. */
const requestWords = ['notification', 'templateId'];

/** Names and values in the outputs, as far as they are long enough to be a secret. */
const outputWords = [
  'deliveries',
  'response',
  'attempts',
  'status-code',
  'statusCode',
  'request-id',
  'requestId',
  'duration-ms',
  'durationMs',
  'error-code',
  'errorCode',
  'error-message',
  'errorMessage',
  'systemId',
  'accepted',
  'throttled',
  ...Object.keys(errorCodes),
];

const ownWords = [...requestWords, ...fields.map(({ name }) => name), ...outputWords];

/** @returns whether a text is a word that the action writes, or a part of one. */
export function isOwnWord(text: string): boolean {
  return ownWords.some((word) => word.includes(text));
}

/** @returns whether every request contains the text. */
export function isInEveryRequest(text: string): boolean {
  return requestWords.some((word) => word.includes(text));
}
