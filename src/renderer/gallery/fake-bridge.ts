/** A bridge with nothing behind it: answers from fixtures and remembers what was asked. */

import type { Bridge, Reply } from '../../shared/ipc/bridge.ts';
import type { Snapshot, SnapshotDelta } from '../../shared/model/snapshot.ts';
import { dialPlan, karen } from './fixtures.ts';
import { examination } from './fixtures-certificates.ts';
import { boardChanges, page } from './fixtures-content.ts';
import { joinable } from './fixtures-join-check.ts';
import { chatMessages, joined, trace } from './fixtures-meeting.ts';
import { card, messages } from './fixtures-people.ts';
import { supportAnswers } from './fixtures-support.ts';

export interface FakeBridge extends Bridge {
  readonly asked: readonly { readonly name: string; readonly input: unknown }[];
  /** Sends a delta as main does. */
  push(delta: SnapshotDelta): void;
  /** Answers this request so from now on. */
  answer(name: string, reply: Reply): void;
  /** Answers this request no more until it is released, as a slow server would for a while; `times` holds so many and answers those after. */
  hold(name: string, times?: number): void;
  /** Answers what was held, in the order it was asked, with what the answer is by now. */
  release(name: string): void;
}

const done: Reply = { ok: true, value: { ok: true, value: undefined } };

/** Makes a bridge whose main holds this snapshot; `onReply` hears each answer before whoever asked. */
export function createFakeBridge(snapshot: Snapshot, onReply?: (reply: Reply) => void): FakeBridge {
  const asked: { name: string; input: unknown }[] = [];
  const holds = createHolds();
  const listeners = new Set<(name: string, payload: string) => void>();
  const answers = new Map(firstAnswers(snapshot));
  return {
    asked,
    request(name, input) {
      asked.push({ name, input });
      const replyNow = () => answers.get(name)?.(input) ?? done;
      if (holds.has(name)) return holds.take(name, replyNow);
      const reply = replyNow();
      onReply?.(reply);
      return Promise.resolve(reply);
    },
    on(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    push(delta) {
      for (const listener of listeners) listener('snapshot.changed', JSON.stringify(delta));
    },
    answer: (name, reply) => {
      answers.set(name, () => reply);
    },
    hold: holds.begin,
    release: holds.end,
  };
}

/** What is answered from fixtures. */
function firstAnswers(snapshot: Snapshot): readonly (readonly [string, (input: unknown) => Reply])[] {
  return [
    ['app.snapshot', () => ({ ok: true, value: snapshot })],
    ['lab.account', () => ({ ok: true, value: { address: karen.address, password: 'simulated' } })],
    ['meeting.readLink', (input) => ({ ok: true, value: readLink(String((input as { text: unknown }).text)) })],
    ['dialPlan.try', (input) => ({ ok: true, value: tryNumber(String((input as { typed: unknown }).typed)) })],
    [
      'directory.search',
      () => ({ ok: true, value: { ok: true, value: { people: [], truncated: false, source: 'address-book' } } }),
    ],
    [
      'conversation.messages',
      (input) => {
        const { id, sinceRevision } = input as { readonly id: string; readonly sinceRevision: number };
        const news = messages.filter(({ conversationId, changed }) => conversationId === id && changed > sinceRevision);
        return { ok: true, value: { ok: true, value: { messages: news, revision: 6, lost: false } } };
      },
    ],
    [
      'meetingChat.messages',
      (input) => {
        const since = Number((input as { sinceRevision: unknown }).sinceRevision);
        const news = chatMessages.filter(({ changed }) => changed > since);
        return { ok: true, value: { ok: true, value: { messages: news, revision: 5, lost: false } } };
      },
    ],
    ...Object.entries(supportAnswers).map(([name, reply]): [string, () => Reply] => [name, () => reply]),
    ['content.page', () => ({ ok: true, value: { ok: true, value: page } })],
    ['content.board', () => ({ ok: true, value: { ok: true, value: boardChanges } })],
    ['conversation.open', () => ({ ok: true, value: { ok: true, value: 'c1' } })],
    ['callLog.older', () => ({ ok: true, value: { ok: true, value: { entries: [], more: false } } })],
    ['history.people', () => ({ ok: true, value: { ok: true, value: [] } })],
    ['history.page', () => ({ ok: true, value: { ok: true, value: { entries: [], more: false } } })],
    ['app.licences', () => ({ ok: true, value: [] })],
    ['trace.files', () => ({ ok: true, value: { jsonl: '', uccapi: '' } })],
    ['presence.card', () => ({ ok: true, value: { ok: true, value: card } })],
    ['directory.photo', () => ({ ok: true, value: { ok: true, value: 'none' } })],
    ['meeting.check', () => ({ ok: true, value: { ok: true, value: joinable } })],
    ['diagnostics.examine', () => ({ ok: true, value: { ok: true, value: examination } })],
    ['trace.list', (input) => ({ ok: true, value: listTrace(Number((input as { afterSeq: unknown }).afterSeq)) })],
  ];
}

/** Requests that wait for their answer. */
function createHolds() {
  const held = new Map<string, { left: number; readonly waiting: (() => void)[] }>();
  return {
    begin(name: string, times = Number.POSITIVE_INFINITY): void {
      held.set(name, { left: times, waiting: [] });
    },
    has: (name: string): boolean => (held.get(name)?.left ?? 0) > 0,
    /** Resolves with the answer as it is when it is released. */
    take(name: string, replyNow: () => Reply): Promise<Reply> {
      return new Promise((resolve) => {
        const hold = held.get(name);
        if (!hold) return resolve(replyNow());
        hold.left -= 1;
        hold.waiting.push(() => resolve(replyNow()));
      });
    },
    end(name: string): void {
      const waiting = held.get(name)?.waiting ?? [];
      held.delete(name);
      for (const answer of waiting) answer();
    },
  };
}

function readLink(text: string) {
  const host = /^https:\/\/([^/]+)\//.exec(text)?.[1];
  if (host !== undefined) return { ok: true, value: { form: 'https', host } };
  return text.includes('app:conf:focus')
    ? { ok: true, value: joined.link }
    : { ok: false, failure: { code: 'LINK_INVALID', at: 0 } };
}

function tryNumber(typed: string) {
  const rule = dialPlan.rules[1];
  return {
    typed,
    cleaned: typed.replace(/\D/g, ''),
    result: `+44${typed.replace(/\D/g, '').slice(1)}`,
    rule,
    prefixStripped: false,
    isExtension: false,
    emergency: false,
    outcome: 'matched',
  };
}

function listTrace(afterSeq: number) {
  return { entries: trace.filter((entry) => entry.seq > afterSeq), lostBefore: 1 };
}
