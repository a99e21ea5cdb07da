/** Who hears whom: hold, resume, pictures. Protocol notes 9.5 */
import type { OwnPicture } from '../../../shared/model/call.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, type Outcome } from '../../../shared/outcome.ts';
import { holdOf, type LiveCall } from './live-call.ts';
import { offerAnew } from './offers.ts';

/**
 * Holds or resumes; shown at once, so that nobody is heard meanwhile who should not be, and taken back when the peer does not agree. Failures:
 * CALL_NOT_NOW, CALL_UNKNOWN, those of the media.
 */
export async function setHold(call: LiveCall, isHeld: boolean): Promise<Outcome<void>> {
  if (!call.isTaken || !call.dialog) return call.fail('CALL_NOT_NOW');
  if (call.isHeld === isHeld) return done(undefined);
  wish(call, isHeld);
  return tell(call, isHeld);
}

/**
 * The same for another call's sake, also of one that waits for its connection: it comes back held, since its peer would hear what is said to the other.
 * Failures: those of setHold.
 */
export async function putAside(call: LiveCall, isHeld: boolean): Promise<Outcome<void>> {
  if (!call.adrift) return setHold(call, isHeld);
  wish(call, isHeld);
  const isBack = await call.turns.take(async () => {
    if (!call.dialog) call.wanted = { ...call.wanted, isHeld: call.isHeld };
    return call.dialog !== undefined;
  });
  return isBack ? tell(call, call.isHeld) : done(undefined);
}

function wish(call: LiveCall, isHeld: boolean): void {
  call.isHeld = isHeld;
  call.holdWishes += 1;
  showHold(call);
}

async function tell(call: LiveCall, isHeld: boolean): Promise<Outcome<void>> {
  const mine = call.holdWishes;
  const outcome = await offerAnew(call, { isHeld });
  // A later wish is still to be told.
  if (!outcome.ok && !call.isOver && mine === call.holdWishes) wish(call, call.wanted.isHeld);
  return outcome;
}

function showHold(call: LiveCall): void {
  call.patch({ hold: holdOf(call.isHeld, call.agreed?.isHeldByPeer === true) });
}

/** Shows a picture or takes it away; of several wishes the last counts. Failures: CALL_NOT_NOW, POLICY_FORBIDS, CALL_UNKNOWN, those of the media. */
export async function showPicture(call: LiveCall, picture: OwnPicture): Promise<Outcome<void>> {
  const stands = call.isTaken && call.dialog !== undefined;
  if (picture === 'none' && (stands || call.view.picture !== 'none')) return hidePicture(call);
  if (!stands) return call.fail('CALL_NOT_NOW');
  if (call.wanted.picture === picture) return done(undefined);
  const against = call.reasonAgainst(picture === 'screen' ? 'sharing' : 'video');
  if (against) return { ok: false, failure: against };
  if (isAnswerTo(call.view.trouble, picture)) call.trouble(undefined);
  return picture === 'screen' ? showScreen(call) : offerPicture(call, picture);
}

/**
 * Closed at once: nobody is filmed while it rings, while the far end thinks about something else, or while the connection is away. The far end is told when it
 * is our turn, and whoever has not taken the call yet as soon as there is a dialog to tell it in. Failures: those of offerAnew.
 */
export async function hidePicture(call: LiveCall): Promise<Outcome<void>> {
  call.pictureWishes += 1;
  const mine = call.pictureWishes;
  call.wanted = { ...call.wanted, picture: 'none' };
  call.media.hidePicture();
  call.patch({ picture: 'none' });
  const tell = () =>
    offerAnew(call, () => {
      const isToldAlready = call.agreed?.video.send !== true;
      if (mine !== call.pictureWishes || isToldAlready) return undefined;
      return { picture: 'none', takesPicture: call.view.hasPeerPicture };
    });
  if (call.dialog) return tell();
  if (call.adrift) void tell();
  else whenTaken(call, () => void tell());
  return done(undefined);
}

function whenTaken(call: LiveCall, task: () => void): void {
  let isDone = false;
  call.followers.push(({ isTaken }) => {
    if (isDone || !isTaken) return;
    isDone = true;
    task();
  });
}

/** A far end that refuses the picture, or takes the offer without it, will do so again. */
async function offerPicture(call: LiveCall, picture: OwnPicture): Promise<Outcome<void>> {
  call.pictureWishes += 1;
  const mine = call.pictureWishes;
  const isWanted = () => mine === call.pictureWishes;
  const outcome = await offerAnew(call, () => (isWanted() ? { picture, takesPicture: true } : undefined));
  if (call.isOver || !isWanted()) return outcome;
  if (!outcome.ok) {
    if (outcome.failure.sip) call.patch({ canShowPicture: false });
    return outcome;
  }
  if (call.wanted.picture !== 'none') return outcome;
  call.patch({ canShowPicture: false });
  return call.fail('CALL_NOT_NOW', { detail: 'the far end takes no picture' });
}

/** Picked before anything is offered: a person looks for it as long as they like, and the far end may hold meanwhile. */
async function showScreen(call: LiveCall): Promise<Outcome<void>> {
  // The first picker stands there still.
  if (call.isPicking) return done(undefined);
  call.isPicking = true;
  const picked = await call.media.pickScreen();
  call.isPicking = false;
  if (call.isOver) return call.fail('CALL_UNKNOWN');
  if (!picked.ok) return picked;
  const outcome = await offerPicture(call, 'screen');
  picked.value();
  return outcome;
}

/** Whether showing this picture is what a person does about the trouble. */
function isAnswerTo(trouble: Failure | undefined, picture: OwnPicture): boolean {
  if (trouble?.code === 'MEDIA_NO_PICTURE_PATH') return picture !== 'none';
  return picture === 'camera' && trouble?.data?.device === 'camera';
}
