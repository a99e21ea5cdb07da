/** A SIP agent whose other side is the test: it sees every request and decides the answer. */

import type {
  Answer,
  RequestOptions,
  SipAgent,
  SipIdentity,
  SubscribeOptions,
  Subscription,
  SubscriptionListener,
} from '../../src/main/sip/agent.ts';
import type { SipResponse } from '../../src/protocol/sip/message.ts';
import type { SubscriptionState } from '../../src/protocol/sip/subscription-state.ts';
import type { Failure } from '../../src/shared/model/failure.ts';
import { done, failed, type Outcome } from '../../src/shared/outcome.ts';

export interface FakeSubscription {
  readonly options: SubscribeOptions;
  /** Sends a notification; a text of any type. */
  notify(contentType: string, text: string): void;
  /** Sends a NOTIFY without a body, or what one with a body says first. */
  tell(state: SubscriptionState, hasBody?: boolean): void;
  /** The server ends it. */
  end(failure?: Failure): void;
  readonly isEnded: boolean;
}

/** The answer to a SUBSCRIBE: accepted, or a failure. */
export type SubscribeAnswer = 'accept' | Failure;

export interface FakeSipAgent extends SipAgent {
  readonly requests: { readonly method: string; readonly options: RequestOptions }[];
  readonly subscriptions: FakeSubscription[];
  /** Decides about each request; 200 without a body by default. May wait. */
  answer: (method: string, options: RequestOptions) => Answer | Promise<Answer>;
  /** Decides about each SUBSCRIBE; the first notification may be sent from here. */
  accept: (subscription: FakeSubscription) => SubscribeAnswer | Promise<SubscribeAnswer>;
}

const identity: SipIdentity = {
  aor: 'sip:karen@contoso.com',
  displayName: 'Karen Berg',
  epid: '23c6af65b1',
  instanceId: '4a5b2c3d-6e7f-4811-92a3-b4c5d6e7f809',
  anonymous: false,
};

/** A response with a body, as the codec would have read it. */
export function fakeResponse(status: number, body = '', contentType = 'application/xml'): SipResponse {
  const headers = [{ name: 'Content-Type', key: 'content-type', value: contentType }];
  const bytes = new TextEncoder().encode(body);
  return { kind: 'response', status, reason: '', headers, body: bytes, head: new Uint8Array() };
}

export function createFakeSipAgent(): FakeSipAgent {
  const subscriptions: FakeSubscription[] = [];
  const agent: FakeSipAgent = {
    identity,
    dialect: 'microsoft',
    isOpen: true,
    requests: [],
    subscriptions,
    answer: () => done(fakeResponse(200)),
    accept: () => 'accept',
    register: () => Promise.reject(new Error('not part of this test')),
    unregister: () => Promise.resolve(),
    probe: () => undefined,
    async request(method, options) {
      agent.requests.push({ method, options });
      return agent.answer(method, options);
    },
    async subscribe(options, listener): Promise<Outcome<Subscription>> {
      const subscription = makeSubscription(options, listener);
      subscriptions.push(subscription);
      // As on a network, the answer never comes at once.
      await Promise.resolve();
      const answer = await agent.accept(subscription);
      if (answer !== 'accept') return failed(answer);
      return done({
        end() {
          subscription.isEnded = true;
          return Promise.resolve();
        },
      });
    },
    invite: () => Promise.reject(new Error('not part of this test')),
    resume: () => undefined,
    onIncoming: () => undefined,
    onInvite: () => undefined,
    onNotice: () => undefined,
    allows: () => false,
    close: () => undefined,
  };
  return agent;
}

function makeSubscription(options: SubscribeOptions, listener: SubscriptionListener) {
  const subscription = {
    options,
    isEnded: false,
    notify(contentType: string, text: string) {
      listener.onNotify({ contentType, text, bytes: new TextEncoder().encode(text) });
    },
    tell(state: SubscriptionState, hasBody = false) {
      listener.onState?.(state, hasBody);
    },
    end(failure?: Failure) {
      subscription.isEnded = true;
      listener.onEnd(failure);
    },
  };
  return subscription;
}
