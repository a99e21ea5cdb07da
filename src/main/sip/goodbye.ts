/** The end of a dialog, said until the other side has heard it. RFC 3261 15.1.1 */
import type { AgentContext } from './context.ts';
import type { HeaderList } from './dialog-id.ts';
import { sendInside } from './dialog-request.ts';
import type { SipJsSession } from './session-parts.ts';

const answerLimitMs = 2000;
/** Before it is said again. Whoever did not hear it keeps our seat, or goes on talking, until their own timers end it. */
const pausesMs: readonly number[] = [4000, 8000, 16_000, 32_000, 64_000];

/**
 * Sends BYE and lets go of the session. Resolves when the first was answered or not heard; one that was not heard is said again meanwhile,
 * for some two minutes, as long as the connection stands.
 */
export async function sayGoodbye(context: AgentContext, session: SipJsSession, headers: HeaderList): Promise<void> {
  const isHeard = async () => {
    const settled = await sendInside(context, session, 'BYE', { headers, limitMs: answerLimitMs });
    return settled.kind === 'answered' || settled.failure.code !== 'SIP_TIMEOUT' || settled.failure.sip !== undefined;
  };
  if (await isHeard()) session.dispose();
  else void sayAgain(context, isHeard).then(() => session.dispose());
}

async function sayAgain(context: AgentContext, isHeard: () => Promise<boolean>): Promise<void> {
  for (const pauseMs of pausesMs) {
    await pause(context, pauseMs);
    if (context.ended || (await isHeard())) return;
  }
}

/** Over at once when the connection ends. */
function pause(context: AgentContext, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stopTimer();
      stopEnd();
      resolve();
    };
    const stopTimer = context.options.clock.after(ms, end);
    const stopEnd = context.onEnd(end);
  });
}
