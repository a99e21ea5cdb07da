/** Downloads of enciphered pages through the reverse proxy: what nobody knows the name of is not there (mission N7). */
import type { Found } from '../data-mcu/slide-store.ts';
import { notFound, plainPage, type WebAnswer } from './http.ts';

/** A page by its whole name; 403 for a folder, 404 for a guess. */
export function answerSlide(found: Found, method: string): WebAnswer {
  if (found.kind !== 'page') return found.kind === 'folder' ? plainPage(403, 'Directory listing denied') : notFound();
  if (method !== 'GET') return plainPage(405, 'Not this way');
  const { status, bytes, delayMs, paddedTo, isCut, location } = found.page();
  return {
    status,
    contentType: 'application/octet-stream',
    body: '',
    bytes,
    delayMs,
    ...(paddedTo === undefined ? {} : { paddedTo }),
    ...(isCut ? { isCut } : {}),
    ...(location === undefined ? {} : { headers: { Location: location } }),
  };
}
