/** Everything the window can ask, in one list. */
import type { z } from 'zod';
import { type AppEvents, appRequests } from './app.contract.ts';
import { calendarRequests } from './calendar.contract.ts';
import { callRequests } from './call.contract.ts';
import { callForwardingRequests } from './call-forwarding.contract.ts';
import { callLogRequests } from './call-log.contract.ts';
import { configurationRequests } from './configuration.contract.ts';
import { contactsRequests } from './contacts.contract.ts';
import { contentRequests } from './content.contract.ts';
import { conversationRequests } from './conversation.contract.ts';
import type { RequestDefinition } from './define.ts';
import { diagnosticsRequests } from './diagnostics.contract.ts';
import { directoryRequests } from './directory.contract.ts';
import { fileRequests } from './file.contract.ts';
import { historyRequests } from './history.contract.ts';
import { joinCheckRequests } from './join-check.contract.ts';
import { labRequests } from './lab.contract.ts';
import { type MediaEvents, mediaRequests } from './media.contract.ts';
import { meetingRequests } from './meeting.contract.ts';
import { meetingChatRequests } from './meeting-chat.contract.ts';
import { meetingSoundRequests } from './meeting-sound.contract.ts';
import { peopleRequests } from './people.contract.ts';
import { presenceRequests } from './presence.contract.ts';
import { schedulingRequests } from './scheduling.contract.ts';
import { settingsRequests } from './settings.contract.ts';
import { setupCheckRequests } from './setup-check.contract.ts';
import { signInRequests } from './sign-in.contract.ts';
import { supportRequests } from './support.contract.ts';
import { updatesRequests } from './updates.contract.ts';

export const requests = {
  ...appRequests,
  ...signInRequests,
  ...peopleRequests,
  ...presenceRequests,
  ...contactsRequests,
  ...configurationRequests,
  ...directoryRequests,
  ...calendarRequests,
  ...callRequests,
  ...callLogRequests,
  ...callForwardingRequests,
  ...mediaRequests,
  ...conversationRequests,
  ...fileRequests,
  ...contentRequests,
  ...historyRequests,
  ...meetingRequests,
  ...joinCheckRequests,
  ...meetingChatRequests,
  ...meetingSoundRequests,
  ...schedulingRequests,
  ...settingsRequests,
  ...diagnosticsRequests,
  ...setupCheckRequests,
  ...supportRequests,
  ...updatesRequests,
  ...labRequests,
} as const;

export type Requests = typeof requests;
export type RequestName = keyof Requests;
export type InputOf<R extends RequestName> = z.infer<Requests[R]['input']>;
export type OutputOf<R extends RequestName> = Requests[R] extends RequestDefinition<z.ZodType, infer O> ? O : never;
export type Events = AppEvents & MediaEvents;
export type EventName = keyof Events;

/** True for a name in the list; inherited names such as `__proto__` are not. */
export function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name);
}
