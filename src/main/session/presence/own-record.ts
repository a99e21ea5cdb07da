/** What the server accepted of us and what it told, as one picture to show. */
import { type ManualState, publishedValue } from '../../../protocol/presence/availability.ts';
import type { OwnState } from '../../../protocol/presence/read-self.ts';
import type { OwnPresence } from '../../../shared/model/presence.ts';
import { type CallState, type Combined, callValue, combine, type OwnParts } from './combine.ts';
import { choiceOf, type OwnPart } from './own-parts.ts';
import { earlierNotes, isUser, OwnView, shownState } from './own-view.ts';
import { type Accepted, placeOf } from './publisher.ts';

interface Choice {
  /** None when the choice was taken back. */
  readonly state: ManualState | undefined;
  readonly value: number | undefined;
  readonly since: number;
}

export class OwnRecord {
  readonly view = new OwnView();
  readonly #ownMachine: number;
  #choice: Choice | undefined;
  #machine: number | undefined;
  #calendar: OwnParts['calendar'];
  #call: { readonly state: CallState; readonly since: number } | undefined;
  #note: { readonly text: string; readonly until?: number } = { text: '' };
  #location = '';
  #isAway = false;
  #published: number | undefined;

  /** `ownMachine`: the instance of this endpoint's machine state. */
  constructor(ownMachine: number) {
    this.#ownMachine = ownMachine;
  }

  /** The server said what it holds, of its own accord; `isWhole`: it holds nothing else. */
  learn(own: OwnState, isWhole: boolean): void {
    if (isWhole) this.view.forgetHeld();
    this.view.learn(own);
    if (isWhole || own.publications.some(({ category, instance }) => category === 'state' && isUser(instance)))
      this.#choice = undefined;
    if (isWhole || own.publications.some(({ category }) => category === 'note'))
      this.#note = this.view.note ?? { text: '' };
  }

  /** A part was accepted at `wall`. */
  accept({ sent, own, isChanged }: Accepted<OwnPart>, wall: number): void {
    this.#keep(sent, wall);
    for (const wish of sent.wishes) if (wish.content === undefined) this.view.drop(placeOf(wish));
    if (own) this.view.learn(own);
    const concernsState = isChanged && sent.wishes.some(({ category }) => category === 'state');
    if (concernsState && !own?.aggregate) this.view.dropAggregate();
    if (sent.part === 'user' || sent.part === 'machine') this.#published = this.#combined().value;
  }

  show(): OwnPresence {
    const choice = this.#chosen();
    const combined = this.#combined();
    const isKnown = this.view.aggregate !== undefined || this.#machine !== undefined;
    const { text, until } = this.#note;
    return {
      ...(isKnown ? shownState(this.view.aggregate ?? combined) : { availability: 'offline' }),
      ...(this.#published === undefined ? {} : { published: this.#published }),
      manual: choice?.value !== undefined,
      ...(choice?.state ? { choice: choice.state } : {}),
      parts: {
        ...(choice?.value === undefined ? {} : { user: choice.value }),
        ...(this.#machine === undefined ? {} : { machine: this.#machine }),
        ...(this.#calendar ? { calendar: publishedValue.busy } : {}),
        ...(this.#call ? { call: callValue(this.#call.state) } : {}),
      },
      note: text,
      ...(until === undefined ? {} : { noteUntil: until }),
      noteHistory: earlierNotes(this.view.noteHistory, text),
      location: this.#location,
      outOfOffice: this.#isAway,
      otherEndpoints: this.view.otherEndpoints(this.#ownMachine),
    };
  }

  #keep(sent: OwnPart, wall: number): void {
    switch (sent.part) {
      case 'user':
        this.#choice = { state: sent.choice, value: sent.choice && publishedValue[sent.choice], since: wall };
        break;
      case 'machine':
        this.#machine = sent.value;
        this.#location = sent.location;
        break;
      case 'calendar':
        this.#calendar = sent.calendar;
        break;
      case 'call':
        this.#call = sent.call && { state: sent.call, since: wall };
        break;
      case 'outOfOffice':
        this.#isAway = sent.isAway;
        break;
      case 'note':
        this.#note = { text: sent.text, ...(sent.until === undefined ? {} : { until: sent.until }) };
        break;
      case 'device':
      case 'freeBusy':
      case 'noteHistory':
      case 'routing':
        break;
    }
  }

  /** Ours as accepted, until the server tells what stands there. */
  #chosen(): Choice | undefined {
    if (this.#choice) return this.#choice;
    const { user } = this.view;
    return user && { state: choiceOf(user), value: user.value, since: user.since };
  }

  #combined(): Combined {
    const choice = this.#chosen();
    return combine({
      machine: machineOf(this.#machine),
      ...(choice?.state ? { user: { state: choice.state, since: choice.since } } : {}),
      ...(this.#calendar ? { calendar: this.#calendar } : {}),
      ...(this.#call ? { call: this.#call } : {}),
    });
  }
}

function machineOf(value: number | undefined): OwnParts['machine'] {
  if (value === undefined || value === publishedValue.available) return 'active';
  return value === publishedValue.away ? 'away' : 'idle';
}
