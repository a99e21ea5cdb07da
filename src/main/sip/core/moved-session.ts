/** A session of the library in the core of another connection. The library ties each to the one that it began on; RFC 3261 12 ties none. */
import { type Session, SessionDialog, SignalingState } from 'sip.js/lib/core/index.js';
import type { SipJsSession } from '../session-parts.ts';
import type { SipCore } from './sip-core.ts';

/** What the library keeps to itself. */
interface Inner {
  readonly dialogState: ConstructorParameters<typeof SessionDialog>[2];
}

/** What a refused offer falls back to; its words count for nothing, the descriptions that hold are kept elsewhere. */
const settled = { contentDisposition: 'session', contentType: 'application/sdp', content: 'v=0' };

/**
 * The dialog of a session whose connection is gone, alive in `core`: same names, same route set, sequence numbers that go on. Undefined where the core
 * has one of that name.
 */
export function movedSession(core: SipCore, session: Session): SipJsSession | undefined {
  const { dialogState } = session as unknown as Inner;
  if (core.dialogs.has(dialogState.id)) return undefined;
  // The INVITE that began it was acknowledged long ago, or never will be.
  const begun = { request: {} } as ConstructorParameters<typeof SessionDialog>[0];
  const moved = new SessionDialog(begun, core, { ...dialogState });
  Object.assign(moved, { _signalingState: SignalingState.Stable, _offer: settled, _answer: settled });
  return moved as unknown as SipJsSession;
}
