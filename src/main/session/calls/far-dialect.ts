/** How a far end is to be met, and in what other way when it refused the first. Protocol notes 9.2, 9.3; RFC 3261 21.4.26 */
import type { SipResponse } from '../../../protocol/sip/message.ts';
import type { ProvisioningState } from '../../../shared/model/provisioning.ts';
import { serverFacts } from '../../../shared/model/server-facts.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { FarDialect } from '../../media/call-media.ts';

/**
 * By the company's word, whatever its case, where there is one; else encrypted where the far end can. Whoever requires encryption himself gets no call
 * without, also where the company would have none encrypted. [MS-SIPREGE] 2.2.2.5.5
 */
export function encryptionOf(
  provisioning: ProvisioningState,
  own: Settings['callEncryption'],
): FarDialect['encryption'] {
  if (own === 'required') return 'required';
  const level = serverFacts(provisioning).mediaEncryption?.toLowerCase();
  if (level === 'requireencryption') return 'required';
  return level === 'donotsupportencryption' ? 'off' : 'preferred';
}

/**
 * The ways to offer sound, the likeliest first; never empty. Far ends that do not know Microsoft's dialect are standard ones; of those some take
 * DTLS-SRTP alone (and say yes to keys that they then do not use, so they are asked before), some keys only under a protocol that demands them
 * (RFC 4568, not RFC 8643), and some plain RTP alone, which Microsoft's first offer leaves open.
 */
export function waysToOffer(
  dialect: FarDialect['dialect'],
  encryption: FarDialect['encryption'],
): readonly [FarDialect, ...FarDialect[]] {
  const standard: FarDialect = { dialect: 'standard', encryption };
  const encrypted: readonly FarDialect[] = encryption === 'off' ? [] : [{ ...standard, offersDtls: true }];
  const strict: readonly FarDialect[] = encryption === 'preferred' ? [{ ...standard, encryption: 'required' }] : [];
  if (dialect === 'microsoft') return [{ dialect, encryption }, standard, ...encrypted, ...strict];
  const plain: readonly FarDialect[] = encryption === 'preferred' ? [{ ...standard, encryption: 'off' }] : [];
  return [standard, ...encrypted, ...strict, ...plain];
}

/** Whether a refusal is about the description, so that another may be taken. */
export function isAboutOffer({ status }: SipResponse): boolean {
  return status === 415 || status === 488 || status === 606;
}
