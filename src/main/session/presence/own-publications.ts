/** Publishing our own state: one request at a time, each with the version it replaces. [MS-PRES] 3.4.5.2 (mission F26) */
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import { type OwnState, readOwnState, readPublishFault } from '../../../protocol/presence/read-self.ts';
import {
  machineInstance,
  publishContentType,
  type StatePublication,
  stateContainers,
  userInstance,
  writePublish,
} from '../../../protocol/presence/write.ts';
import type { SipResponse } from '../../../protocol/sip/message.ts';
import { decodeUtf8 } from '../../../protocol/sip/text.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';

export interface PublicationSession {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

export interface Published {
  /** Undefined when the state was taken away. */
  readonly availability: number | undefined;
  /** What the server then holds, where it said so. */
  readonly own: OwnState | undefined;
}

/** Not begun yet: a newer wish for the same state takes its place. */
interface Waiting {
  availability: number | undefined;
  readonly outcome: Promise<Outcome<Published>>;
}

export class OwnPublications {
  readonly #session: PublicationSession;
  readonly #waiting = new Map<StatePublication['type'], Waiting>();
  /** By instance and container. */
  readonly #versions = new Map<string, number>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(session: PublicationSession) {
    this.#session = session;
  }

  /** Versions as the server has them. */
  learn(own: OwnState): void {
    for (const { category, instance, container, version } of own.publications) {
      if (category === 'state') this.#versions.set(`${instance}|${container}`, version);
    }
  }

  /**
   * Publishes a state, or takes it away when no availability is given. A refusal for outdated versions (409) is answered
   * once with the right ones. Who wishes several times while a request is under way gets the last wish, in one request, and
   * all resolve with what came of it. Failure: PUBLISH_REFUSED.
   */
  publish(type: StatePublication['type'], availability?: number): Promise<Outcome<Published>> {
    const known = this.#waiting.get(type);
    if (known) {
      known.availability = availability;
      return known.outcome;
    }
    const outcome = this.#last.then(() => {
      const wished = this.#waiting.get(type)?.availability;
      this.#waiting.delete(type);
      return this.#publishNow(type, wished);
    });
    this.#waiting.set(type, { availability, outcome });
    // One that went wrong must not keep the next from being sent.
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  async #publishNow(type: StatePublication['type'], availability?: number): Promise<Outcome<Published>> {
    const first = await this.#send(type, availability);
    if (!first.ok || first.value.status !== 409) return this.#judge(first, type, availability);
    if (!this.#correct(type, first.value)) return this.#judge(first, type, availability);
    return this.#judge(await this.#send(type, availability), type, availability);
  }

  #send(type: StatePublication['type'], availability?: number): Promise<Outcome<SipResponse>> {
    const { agent, ownUri, signal } = this.#session;
    const instance = this.#instanceOf(type);
    const publications = stateContainers.map((container) => ({
      type,
      instance,
      container,
      version: this.#versions.get(`${instance}|${container}`) ?? 0,
      ...(availability === undefined ? {} : { availability }),
    }));
    const body = { contentType: publishContentType, text: writePublish(ownUri, publications) };
    return agent.request('SERVICE', { uri: ownUri, body, signal });
  }

  /** Takes the versions a 409 names; false when it names none. */
  #correct(type: StatePublication['type'], response: SipResponse): boolean {
    const conflicts = readPublishFault(decodeUtf8(response.body))?.conflicts ?? [];
    for (const { index, currentVersion } of conflicts) {
      const container = stateContainers[index - 1];
      if (container !== undefined) this.#versions.set(`${this.#instanceOf(type)}|${container}`, currentVersion);
    }
    return conflicts.length > 0;
  }

  #judge(
    answer: Outcome<SipResponse>,
    type: StatePublication['type'],
    availability: number | undefined,
  ): Outcome<Published> {
    if (!answer.ok) return failed({ ...answer.failure, code: 'PUBLISH_REFUSED', detail: answer.failure.code });
    const response = answer.value;
    if (response.status >= 300) return failed(this.#refused(response));
    this.#count(type, availability !== undefined);
    const reading = readOwnState(decodeUtf8(response.body));
    if (!reading.ok) return done({ availability, own: undefined });
    this.learn(reading.own);
    return done({ availability, own: reading.own });
  }

  /** The server may answer without a body: then the versions are counted here. */
  #count(type: StatePublication['type'], isSet: boolean): void {
    for (const container of stateContainers) {
      const key = `${this.#instanceOf(type)}|${container}`;
      if (isSet) this.#versions.set(key, (this.#versions.get(key) ?? 0) + 1);
      else this.#versions.delete(key);
    }
  }

  #instanceOf(type: StatePublication['type']): number {
    return type === 'userState' ? userInstance : machineInstance(this.#session.agent.identity.epid);
  }

  #refused(response: SipResponse): Failure {
    const diagnostics = readDiagnostics(response);
    return {
      code: 'PUBLISH_REFUSED',
      sip: { status: response.status, reason: response.reason },
      at: this.#session.clock.wall(),
      ...(diagnostics.length > 0 ? { diagnostics } : {}),
    };
  }
}
