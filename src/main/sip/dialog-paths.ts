/** Who hears UPDATE and BENOTIFY, by dialog: sip.js has no path for those methods. */
import type { SipRequest } from '../../protocol/sip/message.ts';
import { plainOf } from './core/convert.ts';
import type { Asked } from './session-parts.ts';

export interface DialogPaths {
  /** Answers the UPDATE, now or later. */
  readonly update: (asked: Asked, request: SipRequest) => void;
  readonly note?: (request: SipRequest) => void;
}

const paths = new WeakMap<object, DialogPaths>();

/** From here on the dialog hears them; the newest listener alone does. */
export function listenIn(dialog: object, heard: DialogPaths): void {
  paths.set(dialog, heard);
}

export function stopListening(dialog: object): void {
  paths.delete(dialog);
}

/** Whether somebody of ours still lives in this dialog. */
export function isHeard(dialog: object): boolean {
  return paths.has(dialog);
}

/** Hands an UPDATE to its dialog, which answers it; 481 when the dialog is not one of ours. */
export function tellUpdate(dialog: object, asked: Asked): void {
  const request = plainOf(asked.message);
  const heard = paths.get(dialog);
  if (request?.kind !== 'request') asked.reject({ statusCode: 400 });
  else if (heard) heard.update(asked, request);
  else asked.reject({ statusCode: 481 });
}

/** Hands a BENOTIFY to its dialog; it is never answered. [MS-SIP] 3.5 */
export function tellNote(dialog: object, message: object): void {
  const request = plainOf(message);
  if (request?.kind === 'request') paths.get(dialog)?.note?.(request);
}
