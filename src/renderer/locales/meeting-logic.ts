/** What the words of meetings are chosen by, whatever the language. */
import type { Diagnostic } from '../../shared/model/failure.ts';
import type { MeetingState } from '../../shared/model/meeting.ts';

/** `504/1017`, as much of it as is known. */
export function refusalCodes(status: number | undefined, diagnostics: readonly Diagnostic[] | undefined): string {
  return [status, diagnostics?.[0]?.code].filter((code) => code !== undefined).join('/');
}

/** Whether one of the numbers says that the companies are not connected. */
export function isNotFederated(diagnostics: readonly Diagnostic[] | undefined): boolean {
  const federation = [1002, 1005, 1008, 1009, 1017, 1028, 1034, 1036, 1064, 4033, 27000];
  return diagnostics?.some((diagnostic) => federation.includes(diagnostic.code)) ?? false;
}

/** Whether one has been among the others, not only at the door. */
export function hasBeenInside(meeting: MeetingState): boolean {
  return meeting.steps.some((step) => step.kind === 'joined');
}
