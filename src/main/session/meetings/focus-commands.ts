/** Commands to the focus by INFO, and its answers, which may come in an INFO of its own much later. [MS-CONFBAS] 3.2.5, 4.4 */
import { type C3pResponse, readC3pResponse } from '../../../protocol/c3p/read.ts';
import type { C3pCommand } from '../../../protocol/c3p/write-commands.ts';
import { c3pContentType, writeC3pRequest } from '../../../protocol/c3p/write-envelope.ts';
import { headerOf, type SipRequest } from '../../../protocol/sip/message.ts';
import { decodeTolerant } from '../../../protocol/sip/text.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { Answer, Dialog } from '../../sip/agent.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { answerFailure, type FailurePlace, hostOf, reasonFailure } from './command-failure.ts';
import { requestNumber } from './request-number.ts';

/** From the command to its final answer. */
const answerLimitMs = 15_000;
/** A person is called meanwhile, for a minute at most, and takes the time people take. */
export const callLimitMs = 75_000;
/** However long a focus asks to wait. */
const longestWaitMs = 120_000;
/** However often. */
const longestInAllMs = 300_000;
/** A focus that never answers does not fill the memory. */
const mostOpen = 200;

export interface FocusCommandsOptions {
  readonly focusUri: string;
  /** Ourselves as in From. */
  readonly from: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
}

interface Open {
  readonly command: C3pCommand;
  readonly settle: (outcome: Outcome<C3pResponse>) => void;
  stopLimit: () => void;
  /** On the clock: nothing is waited for beyond. */
  readonly until: number;
}

/** One for each dialog with a focus. */
export class FocusCommands {
  readonly #options: FocusCommandsOptions;
  readonly #open = new Map<string, Open>();
  #dialog: Dialog | undefined;
  #asksForEnd = false;

  constructor(options: FocusCommandsOptions) {
    this.#options = options;
  }

  /** We asked the focus to end the meeting for everybody, and it has not said no. */
  get asksForEnd(): boolean {
    return this.#asksForEnd;
  }

  start(dialog: Dialog): void {
    this.#dialog = dialog;
  }

  /**
   * Resolves with the final answer of code `success`. Failures: MEETING_NOT_IN when there is no dialog or it ends first,
   * MEETING_NO_ANSWER, those of the focus's refusal, and those of sending.
   */
  run(command: C3pCommand, limitMs = answerLimitMs): Promise<Outcome<C3pResponse>> {
    const dialog = this.#dialog;
    if (!dialog) return Promise.resolve(failed({ code: 'MEETING_NOT_IN', ...this.#place() }));
    if (this.#open.size >= mostOpen) return Promise.resolve(failed({ code: 'MEETING_NO_ANSWER', ...this.#place() }));
    return new Promise((resolve) => {
      const requestId = this.#newId();
      const settle = (outcome: Outcome<C3pResponse>) => {
        this.#open.get(requestId)?.stopLimit();
        if (!this.#open.delete(requestId)) return;
        if (command.name === 'deleteConference') this.#asksForEnd = outcome.ok;
        if (!outcome.ok) this.#record(command, outcome.failure);
        resolve(outcome);
      };
      const until = this.#options.clock.now() + longestInAllMs;
      this.#open.set(requestId, { command, settle, stopLimit: () => undefined, until });
      this.#limit(requestId, limitMs);
      if (command.name === 'deleteConference') this.#asksForEnd = true;
      void this.#send(dialog, requestId, command);
    });
  }

  /** An INFO of the focus: the status that answers it. What is not an answer to a command of ours is taken and forgotten. */
  heard(request: SipRequest): number {
    if (request.method !== 'INFO' || request.body.length === 0) return 200;
    const type = headerOf(request, 'content-type') ?? '';
    if (!type.toLowerCase().startsWith(c3pContentType)) return 415;
    const reading = readC3pResponse(decodeTolerant(request.body).text);
    if (!reading.ok) return reading.problem === 'not-a-response' ? 200 : 400;
    this.#answered(reading.response);
    return 200;
  }

  /** The dialog is over: whatever is open fails. */
  close(): void {
    this.#dialog = undefined;
    for (const { settle } of [...this.#open.values()]) settle(failed({ code: 'MEETING_NOT_IN', ...this.#place() }));
  }

  async #send(dialog: Dialog, requestId: string, command: C3pCommand): Promise<void> {
    const { focusUri: to, from } = this.#options;
    const text = writeC3pRequest({ to, from, requestId }, command.xml);
    this.#sent(requestId, await dialog.request('INFO', { body: { contentType: c3pContentType, text } }));
  }

  /** 202 without a body says no more than that it arrived; so does a 200 without one. */
  #sent(requestId: string, answer: Answer): void {
    const open = this.#open.get(requestId);
    if (!open) return;
    if (!answer.ok) {
      const { failure } = answer;
      open.settle(failed(failure.code === 'SIP_TIMEOUT' ? { ...failure, code: 'MEETING_NO_ANSWER' } : failure));
    } else if (answer.value.status >= 300) {
      open.settle(failed(answerFailure(answer.value, this.#place())));
    } else {
      const reading = readC3pResponse(decodeTolerant(answer.value.body).text);
      if (reading.ok) this.#answered({ requestId, ...reading.response });
    }
  }

  #answered(response: C3pResponse): void {
    const requestId = response.requestId ?? '';
    const open = this.#open.get(requestId);
    // An answer to another command under a number of ours is none.
    if (!open || (response.command !== undefined && response.command !== open.command.name)) return;
    if (response.code === 'success') open.settle(done(response));
    else if (response.code === 'failure') {
      open.settle(failed(reasonFailure(response.reason ?? 'otherFailure', this.#place())));
    } else if (response.timeoutSeconds) {
      const leftMs = Math.max(0, open.until - this.#options.clock.now());
      this.#limit(requestId, Math.min(response.timeoutSeconds * 1000, longestWaitMs, leftMs));
    }
  }

  #limit(requestId: string, limitMs: number): void {
    const open = this.#open.get(requestId);
    if (!open) return;
    open.stopLimit();
    open.stopLimit = this.#options.clock.after(limitMs, () => {
      open.settle(failed({ code: 'MEETING_NO_ANSWER', ...this.#place() }));
    });
  }

  #newId(): string {
    for (;;) {
      const id = requestNumber(this.#options.random);
      if (!this.#open.has(id)) return id;
    }
  }

  #record(command: C3pCommand, failure: Failure): void {
    this.#options.tracer.record({ kind: 'failure', code: failure.code, text: command.name });
  }

  #place(): FailurePlace {
    return { server: hostOf(this.#options.focusUri), at: this.#options.clock.wall() };
  }
}
