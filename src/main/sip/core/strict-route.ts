/** Where a request inside a dialog is addressed to. RFC 3261 12.2.1.1 */
import { readNameAddr } from '../../../protocol/sip/name-addr.ts';
import { type WireUri, wireUri } from './wire-uri.ts';

export interface Routed<T> {
  readonly target: T | WireUri;
  readonly routeSet: string[];
}

/** A first route without `lr` is a strict router's: it takes the place of the target, which goes to the end of the routes. sip.js knows loose ones alone. */
export function routed<T extends { toString(): string }>(target: T, routeSet: readonly string[] = []): Routed<T> {
  const [first = '', ...rest] = routeSet;
  const uri = readNameAddr(first)?.uri;
  const isStrict = uri?.kind === 'sip' && !uri.params.has('lr');
  return isStrict
    ? { target: wireUri(uri.wire), routeSet: [...rest, `<${target.toString()}>`] }
    : { target, routeSet: [...routeSet] };
}

/** What the next request inside a dialog is addressed to on the wire, and what its proof must name. RFC 3261 22.4 */
export function requestUriOf(dialog: {
  readonly remoteTarget: { toString(): string };
  readonly routeSet: readonly string[];
}): string {
  return routed(dialog.remoteTarget, dialog.routeSet).target.toString();
}
