/** How a focus answers commands: at once, or "accepted" first and the final answer by INFO. [MS-CONFBAS] 3.3.5, 4.4 */
import type { OwnDialogRequest } from '../sip/dialog.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Answer, Body } from '../sip/template.ts';
import { failure, pending, success } from './c3p-answer.ts';
import { C3P_TYPE, type C3pRequest } from './c3p-request.ts';
import type { CommandResult } from './command.ts';
import type { Final } from './final.ts';
import { type FocusFaults, faultsFor } from './focus-faults.ts';

/** The dialog a command came in. */
export interface CommandDialog {
  readonly focusUri: string;
  send(request: OwnDialogRequest): void;
}

const OK = { status: 200, reason: 'OK' } as const;
const ACCEPTED = { status: 202, reason: 'Accepted' } as const;

/** Answers, and lets happen what the command asked for, as far as the meeting's faults allow. */
export function answerCommand(
  exchange: Exchange,
  dialog: CommandDialog,
  {
    request,
    faults,
    run,
  }: { readonly request: C3pRequest; readonly faults: FocusFaults; readonly run: () => CommandResult },
): void {
  const { answers, refuses } = faultsFor(faults, request.command.local);
  if (answers === 'silent') return;
  const lost = lostAnswer(request, dialog.focusUri, answers);
  if (lost) {
    exchange.answer(lost);
    return;
  }
  const result: CommandResult = refuses === undefined ? run() : { kind: 'refused', reason: refuses };
  const laterBy = (final: Final) => dialog.send({ method: 'INFO', body: finalBody(request, dialog.focusUri, final) });
  if (result.kind === 'pending') {
    exchange.answer({ ...ACCEPTED, body: pending(request, dialog.focusUri) });
    result.begin(laterBy);
    return;
  }
  if (answers === 'later') exchange.answer({ ...ACCEPTED, body: pending(request, dialog.focusUri) });
  else exchange.answer({ ...OK, body: finalBody(request, dialog.focusUri, result) });
  if (result.kind === 'done') result.afterwards?.();
  if (answers === 'later') laterBy(result);
}

/** The answer of a server that does nothing then; undefined when the fault is another. */
export function lostAnswer(request: C3pRequest, focusUri: string, fault: FocusFaults['answers']): Answer | undefined {
  switch (fault) {
    case 'pending-forever':
      return { ...ACCEPTED, body: pending(request, focusUri) };
    case 'malformed':
      return { ...OK, body: { type: C3P_TYPE, text: `<response code="success"><${request.command.local}>` } };
    case 'wrong-number':
      return { ...OK, body: success({ ...request, requestId: `${request.requestId}0` }, focusUri) };
    case 'unavailable':
      return { status: 503, reason: 'Service Unavailable' };
    default:
      return undefined;
  }
}

function finalBody(request: C3pRequest, focusUri: string, final: Final): Body {
  return final.kind === 'done' ? success(request, focusUri, final.content) : failure(request, focusUri, final.reason);
}
