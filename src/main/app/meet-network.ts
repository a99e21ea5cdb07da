/** What follows from another network, or from the same one after a sleep. */
import type { NetworkChange } from '../net/network-watch.ts';
import type { LivingParts } from './letting-go.ts';

export interface NetworkMeeters {
  readonly net: { readonly finder: Pick<LivingParts['net']['finder'], 'forget'>; showInterfaces(): void };
  readonly signIn: Pick<LivingParts['signIn'], 'hurry'>;
  readonly meetings: Pick<LivingParts['meetings'], 'hurry'>;
  readonly mailbox: Pick<LivingParts['mailbox'], 'hurry'>;
}

/** What waits tries now, and nothing goes by what the network before has answered. */
export function meetNetwork({ net, signIn, mailbox, meetings }: NetworkMeeters, { gone }: NetworkChange): void {
  // Inside a VPN, say, names lead elsewhere, or are there at all.
  net.finder.forget();
  net.showInterfaces();
  signIn.hurry(gone);
  meetings.hurry(gone);
  mailbox.hurry();
}
