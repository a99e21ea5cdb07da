/** What to do about the challenge of a request other than REGISTER. */
import { readGssChallenges } from '../../protocol/auth/read-gss.ts';
import type { SipResponse } from '../../protocol/sip/message.ts';
import type { ChallengeAnswer } from './authenticator.ts';
import type { AgentContext } from './context.ts';

/**
 * Meets a 401 or 407. From our own server it says that the association is over there, which is then made anew, once; anybody else's
 * can ask for no more than a Digest. `hasAnswered`: this request was sent again for a challenge before.
 */
export async function meetChallenge(
  context: AgentContext,
  response: SipResponse,
  hasAnswered: boolean,
): Promise<ChallengeAnswer> {
  const { standing } = context.signing;
  const { challenges } = readGssChallenges(response);
  const isOwn = challenges.some(({ targetName }) => targetName.toLowerCase() === standing?.targetName.toLowerCase());
  if (!isOwn) return context.authenticator.challenged(response, hasAnswered);
  return !hasAnswered && (await context.renew()) ? { kind: 'answer' } : { kind: 'refused' };
}
