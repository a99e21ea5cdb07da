/** The chat of one meeting: what was said, how it stands, and everything a person does in it. */
import type { ImContent } from '../../../protocol/im/read-content.ts';
import { addressOf } from '../../../protocol/sip/uri.ts';
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import type {
  ChatGap,
  MeetingChatChanges,
  MeetingChatMessage,
  MeetingChatState,
  NoWriting,
} from '../../../shared/model/meeting-chat.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { shownFromPeer } from '../../im/incoming-text.ts';
import { bodyForMany } from '../../im/outgoing-text.ts';
import type { ShownText } from '../../im/rich-text/plain.ts';
import { OwnTyping } from '../../im/typing.ts';
import { type Author, ChatLines } from './chat-lines.ts';
import { Entrance } from './entrance.ts';
import type { ChatPlace, MeetingChatDependencies } from './meeting-chat-api.ts';
import { Outbox } from './outbox.ts';
import { WhoTypes } from './who-types.ts';

/** Times one was away from the chat, told of at most. */
const mostGaps = 20;

export interface MeetingChatNeeds extends MeetingChatDependencies {
  readonly place: ChatPlace;
  readonly onChange: () => void;
  /** A message of another. */
  readonly onMessage: (message: MeetingChatMessage) => void;
}

export class MeetingChat {
  readonly #needs: MeetingChatNeeds;
  readonly #lines: ChatLines;
  /** Where the meeting stands now: another place after each return to it. */
  #place: ChatPlace;
  #entrance: Entrance;
  #stopListening: () => void = () => undefined;
  #gaps: readonly ChatGap[] = [];
  /** Since when nothing is heard of a chat one was in. */
  #awaySince: number | undefined;
  #wasOpen = false;
  readonly #outbox: Outbox;
  readonly #whoTypes: WhoTypes;
  readonly #ownTyping: OwnTyping;
  /** The roster by address, as it was looked at last: a thousand people may write at once. */
  #people: { readonly of: readonly Participant[]; readonly byAddress: ReadonlyMap<string, Participant> } = {
    of: [],
    byAddress: new Map(),
  };

  constructor(needs: MeetingChatNeeds) {
    const { clock, place, onChange } = needs;
    this.#needs = needs;
    this.#place = place;
    this.#lines = new ChatLines({
      clock,
      newId: () => Buffer.from(needs.random.bytes(12)).toString('hex'),
      authorOf: (address) => this.#authorOf(address),
    });
    this.#whoTypes = new WhoTypes(clock, onChange);
    this.#outbox = new Outbox({
      link: () => this.#entrance.link,
      wall: clock.wall,
      onDelivery: (...fate) => {
        this.#lines.setDelivery(...fate);
        onChange();
      },
      onReport: (messageId, { misses, more }) => {
        this.#lines.reported(messageId, misses, more);
        onChange();
      },
    });
    this.#entrance = this.#entranceTo(place);
    this.#ownTyping = new OwnTyping(clock, (isTyping) => this.#entrance.link?.tellTyping(isTyping));
  }

  get meetingId(): string {
    return this.#place.meetingId;
  }

  /** Enters, as soon as the meeting names its chat. Returns the way out. */
  start(): () => Promise<void> {
    const [entrance, place] = [this.#entrance, this.#place];
    const stopListening = place.onChange(() => this.#rosterChanged());
    this.#stopListening = stopListening;
    entrance.look();
    this.#needs.onChange();
    return async () => {
      stopListening();
      this.#ownTyping.stop();
      await entrance.close();
    };
  }

  /** The meeting one has come back to has the same chat: what was said stays, and what was missed is marked. */
  startAgain(place: ChatPlace): () => Promise<void> {
    void this.close();
    this.#place = place;
    this.#entrance = this.#entranceTo(place);
    return this.start();
  }

  state(): MeetingChatState {
    const { phase, failure, retryAt } = this.#entrance;
    const noWriting = this.noWriting();
    const last = this.#lines.last();
    return {
      meetingId: this.meetingId,
      state: phase,
      ...(failure ? { failure } : {}),
      ...(retryAt === undefined ? {} : { retryAt }),
      mayWrite: noWriting === undefined,
      ...(noWriting ? { noWriting } : {}),
      unread: this.#lines.unread,
      typing: this.#whoTypes.addresses.map((address) => this.#authorOf(address).name),
      revision: this.#lines.revision,
      gaps: this.#gaps,
      ...(last ? { last } : {}),
    };
  }

  /** Why nothing may be written; undefined when it may. */
  noWriting(): NoWriting | undefined {
    const rule = reasonAgainst(this.#needs.state.get(), 'im');
    if (rule) return { kind: 'policy', rule };
    const { phase, whyClosed } = this.#entrance;
    if (whyClosed === 'none' || whyClosed === 'removed') return { kind: whyClosed };
    if (phase !== 'open') return { kind: 'not-open' };
    const meeting = this.#meeting();
    const isForbidden = meeting?.permissions?.attendeesMayChat === false && meeting.ownRole === 'attendee';
    return isForbidden ? { kind: 'attendees' } : undefined;
  }

  /** The message's id; to be called only when one may write. */
  send(shown: ShownText): string {
    this.#ownTyping.stop();
    const id = this.#lines.say(this.#place.ownEntity, shown);
    this.#post(id, shown.body);
    this.#needs.onChange();
    return id;
  }

  retry(messageId: string): void {
    const message = this.#lines.failed(messageId);
    if (!message) return;
    this.#lines.setDelivery(messageId, 'sending');
    this.#post(messageId, message.body);
    this.#needs.onChange();
  }

  typing(): void {
    if (this.noWriting() === undefined) this.#ownTyping.typed();
  }

  markRead(): void {
    this.#lines.markRead();
    this.#needs.onChange();
  }

  messages(sinceRevision: number): MeetingChatChanges {
    return this.#lines.since(sinceRevision);
  }

  reconnect(): void {
    this.#entrance.reconnect();
  }

  /** The meeting is over or left; what was said can still be read. */
  async close(): Promise<void> {
    this.#stopListening();
    this.#ownTyping.stop();
    await this.#entrance.close();
  }

  #post(messageId: string, body: ShownText['body']): void {
    const boundary = `=_${Buffer.from(this.#needs.random.bytes(16)).toString('hex')}`;
    this.#outbox.send(messageId, bodyForMany(body, boundary));
  }

  #heard(author: string, content: ImContent): void {
    const { onChange, onMessage } = this.#needs;
    const place = this.#place;
    if (content.kind === 'typing') {
      if (author !== addressOf(place.ownEntity)) this.#whoTypes.hear(author, content.typing);
      return;
    }
    if (content.kind !== 'plain' && content.kind !== 'html') return;
    this.#whoTypes.stop(author);
    const message = this.#lines.hear(author, shownFromPeer(content));
    onChange();
    if (!message.isSelf) onMessage(message);
  }

  #entranceTo(place: ChatPlace): Entrance {
    const entrance: Entrance = new Entrance({
      agent: place.agent,
      clock: this.#needs.clock,
      uri: () => place.mcuUri('chat'),
      isOffered: () => this.#meeting()?.parts.find(({ modality }) => modality === 'chat')?.isOffered,
      events: {
        onContent: (author, content) => this.#heard(author, content),
        onReport: (report) => this.#outbox.reported(report),
      },
      onChange: () => entrance === this.#entrance && this.#entranceChanged(),
    });
    return entrance;
  }

  /** A chat's server tells nobody what was said before. */
  #countGap(): void {
    const { clock } = this.#needs;
    const isOpen = this.#entrance.link !== undefined;
    if (this.#wasOpen && !isOpen) this.#awaySince = clock.wall();
    if (isOpen && this.#awaySince !== undefined) {
      this.#gaps = [...this.#gaps, { from: this.#awaySince, to: clock.wall() }].slice(-mostGaps);
      this.#awaySince = undefined;
    }
    this.#wasOpen = isOpen;
  }

  #entranceChanged(): void {
    this.#countGap();
    if (!this.#entrance.link) {
      this.#outbox.forgetReports();
      this.#ownTyping.stop();
      this.#whoTypes.stopAll();
    }
    this.#needs.onChange();
  }

  #rosterChanged(): void {
    this.#entrance.look();
    this.#lines.rename();
    this.#needs.onChange();
  }

  #authorOf(address: string): Author {
    const place = this.#place;
    const isSelf = address === addressOf(place.ownEntity);
    const participant = this.#participant(address);
    const known = isSelf ? place.displayName : (participant?.name ?? place.nameOf(address));
    const isGuest = participant?.isGuest ?? /@anonymous\.invalid$/i.test(address);
    // A name may be heard before the roster is shown that says who is a guest.
    const isKnown = Boolean(known) && (isSelf || participant !== undefined);
    return { name: known || address.replace(/^sip:/, ''), isGuest, isSelf, isKnown };
  }

  #participant(address: string): Participant | undefined {
    const participants = this.#meeting()?.participants ?? [];
    if (this.#people.of !== participants) {
      this.#people = {
        of: participants,
        byAddress: new Map(participants.map((each) => [addressOf(each.entity), each])),
      };
    }
    return this.#people.byAddress.get(address);
  }

  #meeting(): MeetingState | undefined {
    const { meeting } = this.#needs.state.get();
    return meeting?.id === this.meetingId ? meeting : undefined;
  }
}
