/** NTLM for web services: the pure messages of src/protocol with this machine's hashes, time and randomness. [MS-NTHT] 2 */
import { answerChallenge } from '../../protocol/auth/ntlm/write-answer.ts';
import { writeNegotiate } from '../../protocol/auth/ntlm/write-negotiate.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import { ntlmHashes } from '../sip/association/hashes.ts';
import type { NtlmHandshake, WebCredentials } from './http-login.ts';

/** One handshake; what `WebLogin.ntlm` wants when clock and randomness are filled in. */
export function createNtlmHandshake(
  login: WebCredentials,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): NtlmHandshake {
  const negotiate = writeNegotiate();
  return {
    negotiate: () => negotiate,
    authenticate(challenge) {
      const question = { challenge, mode: { kind: 'connection', negotiate }, login, wall: clock.wall() } as const;
      const answer = answerChallenge(question, { hashes: ntlmHashes, random });
      return answer.ok ? answer.message : undefined;
    },
  };
}
