/** Calls found by what a person types: there are few of them, so that they are looked through and nothing is indexed. */
import type { CallPeer } from '../../shared/model/call.ts';
import type { KeptCall } from '../../shared/model/call-log.ts';
import { occursIn, soughtIn } from './sought.ts';
import { composed, wordsOf } from './words.ts';

/** Fewer digits stand in every number. */
const fewestDigits = 3;

/** Says of a call whether it fits what was typed: by name, number or address, also of the person it was meant for. */
export function callsLike(typed: string): (call: KeptCall) => boolean {
  const sought = soughtIn(typed);
  const digits = digitsTyped(typed);
  return ({ peer, onBehalfOf }) => {
    const people = onBehalfOf ? [peer, onBehalfOf] : [peer];
    const texts = people.flatMap(textsOf).map((text) => wordsOf(composed(text)));
    if (sought.length > 0 && occursIn(sought, texts)) return true;
    return digits !== undefined && people.some((each) => digitsOf(numberOf(each)).includes(digits));
  };
}

/** A number however it is written; the zero by which a country dials within itself is no part of it abroad. */
function digitsTyped(typed: string): string | undefined {
  if (!/^[\d\s+()./-]+$/.test(typed)) return undefined;
  const digits = digitsOf(typed).replace(/^0+/, '');
  return digits.length >= fewestDigits ? digits : undefined;
}

function textsOf(peer: CallPeer): string[] {
  return [peer.name, peer.number ?? '', addressOf(peer)];
}

function addressOf({ uri }: CallPeer): string {
  return uri.replace(/^(?:sips?|tel):/, '').split(';', 1)[0] ?? '';
}

/** Its number, or the one before the domain of its address. */
function numberOf(peer: CallPeer): string {
  if (peer.number !== undefined) return peer.number;
  const [user = ''] = addressOf(peer).split('@', 1);
  return /^\+?\d+$/.test(user) ? user : '';
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
