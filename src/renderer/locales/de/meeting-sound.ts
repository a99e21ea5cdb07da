/** The German words of a meeting's sound and pictures. */
import type { Call } from '../../../shared/model/call.ts';
import type * as english from '../en/meeting-sound.ts';
import { isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';
import { failureTexts } from './failures.ts';

export const meetingSoundTexts: Worded<typeof english.meetingSoundTexts> = {
  bar: 'Ihr Ton in dieser Besprechung',
  join: 'Mit Ton beitreten',
  joinAgain: 'Ton wieder zuschalten',
  leave: 'Ton verlassen',
  stop: 'Abbrechen',
  joining: 'Ton der Besprechung wird zugeschaltet',
  without: 'Sie sind ohne Ton hier: Niemand hört Sie, und Sie hören niemanden.',
  left: 'Sie haben den Ton verlassen. Die Besprechung geht weiter.',
  endedByServer: 'Die Besprechung hat Ihren Ton beendet. Die Besprechung selbst geht weiter.',
  none: 'Diese Besprechung hat keinen Ton.',
  forbidden: 'Ihr Unternehmen lässt in Besprechungen keinen Ton zu.',
  videoForbidden: 'Ihr Unternehmen lässt in Besprechungen kein Video zu.',
  notSpoken: 'Diese Besprechung hat Ton nur für Telefone.',
  held: 'Der Ton wird gehalten, während Sie in einem anderen Anruf sprechen.',
  resume: 'Ton fortsetzen',
  mutedByOthers: 'Ein Referent hat Sie stummgeschaltet',
  mayNotUnmute: 'Nur ein Referent kann Ihre Stummschaltung aufheben: Teilnehmer dürfen das hier nicht selbst.',
  in: 'Sie sind im Ton der Besprechung',
  inMuted: 'Sie sind im Ton der Besprechung, stummgeschaltet',
  hears: 'Hat Ton',
  speaks: 'Spricht gerade',
  shows: { camera: 'Zeigt Video', screen: 'Teilt den Bildschirm' },
  theirScreen: (name) => `Der von ${isolated(name)} geteilte Bildschirm`,
  somebodysPicture: 'Was die Besprechung zeigt',
  /** Beside the picture of the one who speaks. */
  speaksHere: (name) => `${isolated(name)} spricht gerade`,
  joinWithSound: 'Mit Ton beitreten',
  joinWithoutMicrophone:
    'Es wurde kein Mikrofon gefunden: Sie treten ohne Ton bei und können in der Besprechung zuhören.',
  microphone: (name) => `Mikrofon: ${isolated(name)}`,
};

/** What became of the sound, as a sentence; undefined while it goes on. */
export function soundEndWords({ end }: Pick<Call, 'end'>): string | undefined {
  if (!end) return undefined;
  if (end.failure) return failureTexts[end.failure.code].sentence(end.failure);
  return end.why === 'peer-hung-up' ? meetingSoundTexts.endedByServer : meetingSoundTexts.left;
}

/** What is read out when the sound comes to stand as it does; empty when nothing. */
export function soundNews(call: Call | undefined): string {
  if (!call) return '';
  if (call.state === 'ended') return soundEndWords(call) ?? '';
  if (call.state !== 'active') return '';
  if (call.hold === 'ours' || call.hold === 'both') return meetingSoundTexts.held;
  if (call.isMutedByMeeting) return meetingSoundTexts.mutedByOthers;
  return call.isMuted ? meetingSoundTexts.inMuted : meetingSoundTexts.in;
}
