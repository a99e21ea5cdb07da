/** A signed-in client and what a person does with messages in it, by the addresses of the others. */
import type { Lab } from '../../src/lab/api.ts';
import type { ConversationService } from '../../src/main/session/conversations/conversations-api.ts';
import {
  type ConversationSummary,
  type Message,
  plainText,
  type TextMessage,
} from '../../src/shared/model/conversation.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { type LabClient, type LabClientOptions, startLabClient } from './lab-client.ts';

export interface ImPeer {
  readonly world: LabClient;
  readonly talks: ConversationService;
  /** The id of the conversation with a person, made where there is none. */
  idOf(address: string): string;
  /** Sends; the message's id. */
  say(address: string, text: string): string;
  summary(address: string): ConversationSummary | undefined;
  until(address: string, fits: (summary: ConversationSummary) => boolean): Promise<ConversationSummary>;
  messages(address: string): readonly Message[];
  untilMessages(address: string, fits: (messages: readonly Message[]) => boolean): Promise<readonly Message[]>;
  /** Resolves when nothing of ours is under way any more; the texts of ours. */
  untilDelivered(address: string): Promise<readonly TextMessage[]>;
  /** `me: …` and `peer: …`, and notices by their names in brackets. */
  said(address: string): readonly string[];
  stop(): Promise<void>;
}

/** Starts a client in the lab and signs it in. */
export async function startImPeer(lab: Lab, address: string, options: LabClientOptions = {}): Promise<ImPeer> {
  const world = await startLabClient({ ...options, lab });
  const signedIn = await world.signIn(address);
  if (!signedIn.ok) throw new Error(`${address}: ${signedIn.failure.code}`);
  return peerOf(world);
}

function peerOf(world: LabClient): ImPeer {
  const { talks, state } = world.client;
  const idOf = (address: string) => must(talks.open({ uri: address }));
  const summary = (address: string) => state.get().conversations.find(({ peer }) => peer.uri === `sip:${address}`);
  const messages = (address: string) => must(talks.messages(idOf(address), 0)).messages;
  const until: ImPeer['until'] = async (address, fits) => {
    const fitting = ({ conversations }: { readonly conversations: readonly ConversationSummary[] }) =>
      conversations.find((each) => each.peer.uri === `sip:${address}` && fits(each));
    const found = fitting(await world.until((snapshot) => fitting(snapshot) !== undefined));
    if (!found) throw new Error('no conversation');
    return found;
  };
  const untilMessages: ImPeer['untilMessages'] = async (address, fits) => {
    await until(address, () => fits(messages(address)));
    return messages(address);
  };
  const ours = (all: readonly Message[]) =>
    all.filter((each) => each.kind === 'text').filter(({ from }) => from === 'me');
  return {
    world,
    talks,
    idOf,
    say: (address, text) => must(talks.send(idOf(address), text)),
    summary,
    until,
    messages,
    untilMessages,
    async untilDelivered(address) {
      const settled = (all: readonly Message[]) => ours(all).every(({ delivery }) => delivery !== 'sending');
      return ours(await untilMessages(address, settled));
    },
    said: (address) => messages(address).map(lineOf),
    stop: () => world.stop(),
  };
}

function lineOf(message: Message): string {
  if (message.kind === 'notice') return `(${message.notice})`;
  return `${message.from}: ${message.kind === 'text' ? plainText(message.body) : message.transfer.name}`;
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}
