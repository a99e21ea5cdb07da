/** What to do about the challenge of a request other than REGISTER. */
import { readGssChallenges } from '../../protocol/auth/read-gss.ts';
import type { SipResponse } from '../../protocol/sip/message.ts';
import type { Answered, ChallengeAnswer } from './authenticator.ts';
import type { AgentContext } from './context.ts';

/**
 * Meets a 401 or 407. From our own server it says that the association is over there, which is then made anew, once; anybody else's
 * can ask for no more than a Digest. `answered`: what this request was sent again for before.
 */
export async function meetChallenge(
  context: AgentContext,
  response: SipResponse,
  answered: Answered,
): Promise<ChallengeAnswer> {
  const { standing } = context.signing;
  const { challenges } = readGssChallenges(response);
  const isOwn = challenges.some(({ targetName }) => targetName.toLowerCase() === standing?.targetName.toLowerCase());
  if (!isOwn) return context.authenticator.challenged(response, answered);
  return answered.size === 0 && (await context.renew()) ? { kind: 'answer' } : { kind: 'refused' };
}
