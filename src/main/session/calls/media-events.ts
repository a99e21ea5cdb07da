/** What the media of a call tell while it goes on. */
import type { FailureCode } from '../../../shared/model/failure.ts';
import type { MediaEvent } from '../../media/call-media.ts';
import { hidePicture } from './hold.ts';
import type { LiveCall } from './live-call.ts';
import { offerAnew, offerChosenPath } from './offers.ts';

type Failed = Extract<MediaEvent, { kind: 'failed' }>;

const codes: Readonly<Record<Failed['reason'], FailureCode>> = {
  ice: 'MEDIA_NO_PATH',
  dtls: 'MEDIA_NO_PATH',
  relay: 'MEDIA_ENGINE',
  window: 'MEDIA_ENGINE',
};

/** RFC 5168: the far end is to send a whole picture, which the next ones build on. */
const wholePicture =
  '<?xml version="1.0" encoding="utf-8"?>\r\n<media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder></vc_primitive></media_control>';

/** Applies one. */
export function hearMedia(call: LiveCall, event: MediaEvent): void {
  switch (event.kind) {
    case 'connected':
      call.hasPath();
      soundIsBack(call);
      break;
    case 'path-lost':
      void pathLost(call);
      break;
    case 'path-chosen':
      pathChosen(call);
      break;
    case 'failed':
      void pathFailed(call, event);
      break;
    case 'picture-failed':
      void pictureFailed(call, event);
      break;
    case 'silent':
      silent(call, event);
      break;
    case 'heard':
      soundIsBack(call);
      break;
    case 'picture-wanted':
      askForPicture(call);
      break;
    case 'speakers':
      call.onSpeakers?.(event.sources);
      break;
    case 'quality':
      call.patch({ quality: event.quality });
      break;
    case 'without-relay':
      call.patch({ withoutRelay: event.why });
      break;
    case 'lost':
      lost(call, event.what);
      break;
    case 'found':
      call.missing = undefined;
      if (call.view.trouble?.data?.device === event.what) call.trouble(undefined);
      break;
  }
}

/** The way stands, or nothing is known of it: the call goes on, and the person decides. */
function silent(call: LiveCall, { seconds, isThere }: Extract<MediaEvent, { kind: 'silent' }>): void {
  // A meeting in which nobody speaks has nothing to send.
  if (isThere && call.view.meetingId !== undefined) return;
  // Silence is no sign of a way: while another one is looked for, that search goes on being the only one.
  if (!call.hasRestarted) call.hasPath();
  // One that waits for its connection says so already.
  if (call.adrift) return;
  // That nobody answers any more says more.
  if (call.view.trouble?.code !== 'MEDIA_PATH_LOST') {
    const data = { seconds: String(Math.round(seconds)), ...(isThere && { there: 'yes' }) };
    call.trouble(call.failure('MEDIA_SILENT', { data }));
  }
}

function soundIsBack(call: LiveCall): void {
  const code = call.view.trouble?.code;
  if (code === 'MEDIA_SILENT' || code === 'MEDIA_PATH_LOST') call.trouble(undefined);
}

/** Also before the call is taken: then it is time as soon as it stands. */
function pathChosen(call: LiveCall): void {
  call.isPathChosen = true;
  nameChosenPath(call);
}

/** The final offer, where the far end waits for one from us and both the way and the dialog are there. [MS-ICE2] 3.1.4.9 */
export function nameChosenPath(call: LiveCall): void {
  if (!call.isPathChosen || !call.dialog || !call.isOfferOurs || call.agreed?.needsFinalOffer !== true) return;
  call.isPathChosen = false;
  // What a far end does that refuses it is its own matter: the sound flows already.
  void offerChosenPath(call);
}

/** Once there was a way, another is looked for; the call that waits for its connection looks for one then. */
async function pathFailed(call: LiveCall, { reason, detail }: Failed): Promise<void> {
  if (reason === 'ice' && call.adrift) return;
  const failure = call.failure(codes[reason], { detail });
  if (reason === 'ice' && (await hasFoundAnother(call))) return;
  call.end({ why: 'failed', failure });
}

/** Nobody answers on the way that there was. The person is told, and another is looked for; who refuses that may still come back by the old one. */
async function pathLost(call: LiveCall): Promise<void> {
  if (call.adrift) return;
  call.trouble(call.failure('MEDIA_PATH_LOST'));
  await hasFoundAnother(call);
}

/** The sound goes on without: the peer is told that no picture is to be waited for, so that neither side looks at an empty one. */
async function pictureFailed(
  call: LiveCall,
  { detail }: Extract<MediaEvent, { kind: 'picture-failed' }>,
): Promise<void> {
  if (call.adrift) return;
  call.trouble(call.failure('MEDIA_NO_PICTURE_PATH', { detail }));
  if (call.dialog) await offerAnew(call, { picture: 'none', takesPicture: false });
}

/** Whether the peer took an offer of other addresses, which is made once until sound is heard again. */
async function hasFoundAnother(call: LiveCall): Promise<boolean> {
  if (call.view.state !== 'active' || !call.dialog || call.hasRestarted) return false;
  call.hasRestarted = true;
  call.media.restart();
  const outcome = await offerAnew(call, {});
  // What was lost with the connection is looked for again over the next one.
  return outcome.ok || call.adrift !== undefined;
}

function askForPicture({ dialog }: LiveCall): void {
  void dialog?.request('INFO', { body: { contentType: 'application/media_control+xml', text: wholePicture } });
}

function lost(call: LiveCall, what: Extract<MediaEvent, { kind: 'lost' }>['what']): void {
  const isPicture = call.wanted.picture === what;
  // Whoever ends the sharing from the desktop wanted it so.
  // Before the call stands nothing was pulled out of it: there was none.
  const code = what === 'microphone' && call.view.state !== 'active' ? 'MEDIA_NO_MICROPHONE' : 'MEDIA_DEVICE_LOST';
  const failure = call.failure(code, { data: { device: what } });
  if (what === 'microphone') call.missing = failure;
  if (what !== 'screen') call.trouble(failure);
  if (isPicture) void hidePicture(call);
}
