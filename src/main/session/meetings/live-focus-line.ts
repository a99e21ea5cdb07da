/** The line to the focus that chat and content stand on, from being let in to the end. */
import { conferenceUri } from '../../../protocol/roster/meeting-facts.ts';
import type { RosterState } from '../../../protocol/roster/merge.ts';
import { type SoundEndpoint, soundsIn } from '../../../protocol/roster/modalities.ts';
import { speakersOf } from '../../../protocol/roster/speakers.ts';
import { addressOf } from '../../../protocol/sip/uri.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { FocusCommands } from './focus-commands.ts';
import type { FocusLine, McuPurpose } from './focus-line.ts';

export interface LiveFocusLineOptions {
  readonly meetingId: string;
  readonly agent: SipAgent;
  readonly focusUri: string;
  readonly ownEndpoint: string;
  readonly displayName: string;
  readonly commands: FocusCommands;
  readonly roster: () => RosterState | undefined;
  /** A listener that throws is told of here; the others are told all the same. */
  readonly onThrown: (error: unknown) => void;
}

export class LiveFocusLine implements FocusLine {
  readonly #options: LiveFocusLineOptions;
  readonly #listeners = new Set<() => void>();

  constructor(options: LiveFocusLineOptions) {
    this.#options = options;
  }

  get meetingId() {
    return this.#options.meetingId;
  }

  get agent() {
    return this.#options.agent;
  }

  get focusUri() {
    return this.#options.focusUri;
  }

  get ownEntity() {
    return this.#options.agent.identity.aor;
  }

  get ownEndpoint() {
    return this.#options.ownEndpoint;
  }

  get displayName() {
    return this.#options.displayName;
  }

  get isGuest() {
    return this.#options.agent.identity.anonymous;
  }

  command: FocusLine['command'] = (command) => this.#options.commands.run(command);

  mcuUri(purpose: McuPurpose): string | undefined {
    const roster = this.#options.roster();
    return roster && conferenceUri(roster, purpose, this.focusUri);
  }

  nameOf(address: string): string | undefined {
    return this.#options.roster()?.users.get(addressOf(address))?.displayText;
  }

  speakersOf(sources: readonly number[]): readonly string[] {
    const roster = this.#options.roster();
    return roster ? speakersOf(roster, sources) : [];
  }

  ownSounds(): readonly SoundEndpoint[] {
    const user = this.#options.roster()?.users.get(addressOf(this.ownEntity));
    return user ? soundsIn(user) : [];
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The roster changed, as it is shown. */
  changed(): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        this.#options.onThrown(error);
      }
    }
  }

  close(): void {
    this.#listeners.clear();
  }
}
