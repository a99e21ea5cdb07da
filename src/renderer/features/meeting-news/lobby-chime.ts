/** A sound of two notes when somebody comes to the lobby, made here: no file, and nothing to fetch. */
import { useEffect, useRef } from 'react';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { useSlice } from '../../state/services.tsx';

/** Hertz and seconds from the beginning. */
const notes = [
  [659, 0],
  [880, 0.14],
] as const;
const noteSeconds = 0.22;
const loudness = 0.12;

/** How many wait whom this person may let in. */
function waitingFor(meeting: MeetingState | null): number {
  if (meeting?.phase !== 'joined' || (meeting.ownRole !== 'organizer' && meeting.ownRole !== 'presenter')) return 0;
  return meeting.participants.filter(({ state }) => state === 'in-lobby').length;
}

/** Whether a sound may be made now: not when notices are off, and not for somebody who does not want to be disturbed. */
function maySound({ settings, ownPresence }: Pick<Snapshot, 'settings' | 'ownPresence'>): boolean {
  return settings.notices !== 'none' && ownPresence.availability !== 'do-not-disturb';
}

/** Sounds once when more wait than before, however many came together. */
export function useLobbyChime(play: () => void = playChime): void {
  const waiting = useSlice((snapshot) => waitingFor(snapshot.meeting));
  const mayPlay = useSlice(maySound);
  const before = useRef(0);
  useEffect(() => {
    if (waiting > before.current && mayPlay) play();
    before.current = waiting;
  }, [waiting, mayPlay, play]);
}

/** On the system's default speaker. Where there is none nothing happens: the banner and the notice say it too. */
function playChime(): void {
  const context = new AudioContext();
  for (const [frequency, at] of notes) {
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + at;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(loudness, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + noteSeconds);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + noteSeconds);
    if (at === notes.at(-1)?.[1]) tone.onended = () => void context.close();
  }
}
