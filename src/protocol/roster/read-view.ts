/** The state of one part of a conference: its lock and what it lets people of a role do. [MS-CONFBAS] 2.2.2.5 */
import { at, booleanOf, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';
import { entityOf, firstOf, type PartState, stateOf, wordIn } from './read-words.ts';

/** What the people of one role may do in one part. */
export interface RoleRule {
  /** `attendee`, `presenter`, or `default` for whoever has no rule of their own. */
  readonly role: string;
  readonly value: string;
}

export interface ViewPart {
  readonly entity: string;
  readonly state: PartState;
  readonly locked?: boolean;
  /** Attendees may write; of the chat. */
  readonly mayChat?: boolean;
  /** `true` or `false`: whether they may change their own filters. */
  readonly mayModifyOwn?: readonly RoleRule[];
  /** Names are said aloud when somebody comes or goes. */
  readonly announces?: boolean;
}

const mostRules = 8;

/** None when the element has no key. */
export function readView(element: XmlElement): ViewPart[] {
  const entity = entityOf(element);
  if (entity === undefined) return [];
  const state = at(element, 'entity-state');
  const locked = booleanOf(textOf(state, 'locked'));
  const announces = booleanOf(
    textOf(state, 'entry-exit-announcements', 'enabled') ?? textOf(state, 'announcements-enabled'),
  );
  const mayChat = booleanOf(textOf(state, 'attendee-chat-enabled'));
  const mayModifyOwn = rulesIn(at(state, 'mediaFiltersRules'), 'mayModifyOwnFilters', 'value');
  const part: ViewPart = {
    entity,
    state: stateOf(element),
    ...(locked === undefined ? {} : { locked }),
    ...(mayChat === undefined ? {} : { mayChat }),
    ...(mayModifyOwn.length > 0 ? { mayModifyOwn } : {}),
    ...(announces === undefined ? {} : { announces }),
  };
  return [part];
}

function rulesIn(filters: XmlElement | undefined, local: string, valueName: string): readonly RoleRule[] {
  return firstOf(filters, local, mostRules).flatMap((each) => {
    const role = wordIn(textOf(each, 'role'));
    const value = wordIn(textOf(each, valueName));
    return role && value ? [{ role, value }] : [];
  });
}
