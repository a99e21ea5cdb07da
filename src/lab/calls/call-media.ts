/** The sound and pictures of a party's call, whoever called. */
import { LabMedia, type LabMediaOptions } from '../media/lab-media.ts';
import type { LabCall } from './lab-call.ts';
import type { PartySound } from './plans.ts';
import { type PlayedSound, soundOf } from './sounds.ts';

export interface CallMediaPlan {
  readonly sound: PartySound;
  /** Of `tone`. */
  readonly hertz?: number | undefined;
  readonly security?: LabMediaOptions['security'] | undefined;
  readonly ice?: LabMediaOptions['ice'] | undefined;
  /** In place of what follows from the sound. */
  readonly more?: Partial<LabMediaOptions> | undefined;
}

/** Opens what a call is heard by, which is the call's to close, and gives what it plays. Without ports until the first description. */
export async function openCallMedia(
  call: LabCall,
  plan: CallMediaPlan,
): Promise<{ readonly media: LabMedia; readonly played: PlayedSound }> {
  const { core, mediaAddress, faultsOf } = call.office;
  const played = soundOf(plan.sound, plan.hertz);
  const media: LabMedia = await LabMedia.open({
    clock: core.clock,
    random: core.random,
    address: mediaAddress,
    faults: () => faultsOf(call.who.party),
    source: played.source,
    takesVideo: true,
    ...(plan.security ? { security: plan.security } : {}),
    ...(plan.ice ? { ice: plan.ice } : {}),
    ...(played.hear ? { onSound: played.hear } : {}),
    onDigit: (digit) => call.noteDigit(digit),
    onPicture: (packet) => {
      call.notePicture();
      if (plan.sound === 'echo') media.showPacket(packet);
    },
    onPictureWanted: () => media.askForPicture(),
    ...plan.more,
  });
  if (call.isOver) media.close();
  call.media = media;
  return { media, played };
}
