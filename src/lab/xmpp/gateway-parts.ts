/** What the parts of one company's XMPP gateway share. */
import type { Site } from '../frontend/site.ts';
import type { LabCore } from '../net/listener.ts';
import type { XmppPartner } from './partners.ts';
import type { XmppServer } from './xmpp-server.ts';

export interface GatewayParts {
  readonly core: LabCore;
  readonly site: Site;
  readonly server: XmppServer;
  /** The person's policy: EnableXmppAccess, and federation at all. */
  readonly mayUseXmpp: (address: string) => boolean;
}

/** One person here and one there, as `user@domain`. */
export interface Pair {
  readonly ours: string;
  readonly theirs: string;
  readonly partner: XmppPartner;
}

export function keyOf({ ours, theirs }: Pair): string {
  return `${ours}|${theirs}`;
}

/** A SIP person's one resource, as XMPP knows it. */
export function fullJid(address: string): string {
  return `${address}/edge`;
}
