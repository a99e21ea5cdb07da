import { MenuItem } from '@fluentui/react-components';
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import { ContextMenu } from '../../components/context-menu.tsx';
import type { MenuPlace } from '../../components/virtual-list.tsx';
import type { Answer } from '../../ipc/client.ts';
import { nameOf, peopleTexts as texts } from '../../locales/meeting-people.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { commandsFor, type PersonCommand, whyNotDo } from './may-run.ts';
import { useRefusal } from './use-refusal.ts';

const commandWords: Record<PersonCommand, string> = {
  admit: texts.admit,
  deny: texts.deny,
  'make-presenter': texts.makePresenter,
  'make-attendee': texts.makeAttendee,
  mute: texts.mute,
  unmute: texts.unmute,
  remove: texts.remove,
};

/** What can be done with one person of the meeting; removing asks first. */
export function PersonMenu(props: {
  readonly person: Participant;
  readonly meeting: MeetingState;
  readonly place: MenuPlace;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}) {
  const { client } = useServices();
  const run = useRun();
  const refusal = useRefusal();
  const { person, meeting } = props;
  const { entity } = person;
  const actions: Record<Exclude<PersonCommand, 'remove'>, () => Answer> = {
    admit: () => client.request('meeting.admit', { who: [entity] }),
    deny: () => client.request('meeting.deny', { who: [entity] }),
    'make-presenter': () => client.request('meeting.setRole', { entity, role: 'presenter' }),
    'make-attendee': () => client.request('meeting.setRole', { entity, role: 'attendee' }),
    mute: () => client.request('meeting.mute', { who: entity, muted: true }),
    unmute: () => client.request('meeting.mute', { who: entity, muted: false }),
  };
  return (
    <ContextMenu label={texts.actionsFor(nameOf(person))} place={props.place} onClose={props.onClose}>
      {commandsFor(person, meeting).map((command) => (
        <MenuItem
          key={command}
          {...refusal(whyNotDo(command, person, meeting))}
          onClick={() => (command === 'remove' ? props.onRemove() : run(actions[command]()))}
        >
          {commandWords[command]}
        </MenuItem>
      ))}
    </ContextMenu>
  );
}
