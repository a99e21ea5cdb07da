import { memo, useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import type { MeetingInvitee } from '../../../shared/model/meeting-chat.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { type MenuPlace, type RowSemantics, VirtualList } from '../../components/virtual-list.tsx';
import { meetingChatTexts } from '../../locales/meeting-chat.ts';
import { inviteeSentence, inviteeWords, nameOf, peopleTexts as texts } from '../../locales/meeting-people.ts';
import { meetingSoundTexts as soundTexts } from '../../locales/meeting-sound.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { InviteeMenu, isOver } from './invitee-menu.tsx';
import { commandsFor } from './may-run.ts';
import { PersonMenu } from './person-menu.tsx';
import { RosterGroupRow, RosterInviteeRow, RosterPersonRow, stateOf } from './roster-row.tsx';
import { keyOfInvitee, lobbyKey, type RosterRow, rosterRows } from './roster-rows.ts';

/** Whose menu is open: somebody here, or somebody who was asked to come. */
interface Chosen {
  readonly key: string;
  readonly place: MenuPlace;
}

const tickMs = 30_000;

interface RosterProps {
  readonly meeting: MeetingState;
  /** The person asked to see who waits; `onLobbyShown` is told when they see it. */
  readonly wantsLobby?: boolean;
  readonly onLobbyShown?: () => void;
}

/**
 * Everybody in the meeting by role, who waits in the lobby, and who was asked to come. "Guest" is a word, read out as `Karen Berg (Guest)`.
 * While a thousand come, the list is drawn a little behind the news and in small pieces, so that the window stays quick.
 */
export function Roster(props: RosterProps) {
  const meeting = useDeferredValue(props.meeting);
  return <RosterList {...props} meeting={meeting} />;
}

const RosterList = memo(function RosterList(props: RosterProps) {
  const { client } = useServices();
  const { meeting } = props;
  const invitees = useSlice((snapshot) => snapshot.meetingInvitees);
  const speaking = useSlice((snapshot) => snapshot.speaking);
  const now = useNow(tickMs);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => rosterRows(meeting.participants, invitees, folded),
    [meeting.participants, invitees, folded],
  );
  const [activeKey, setActiveKey] = useState<string>();
  const [reveal, setReveal] = useState(0);
  const [chosen, setChosen] = useState<Chosen>();
  const [removing, setRemoving] = useState<Participant>();
  const close = () => setChosen(undefined);
  // The menu tells of somebody as they are now, and goes with them.
  const person = chosen && meeting.participants.find(({ entity }) => entity === chosen.key);
  const hasMenu = person !== undefined && commandsFor(person, meeting).length > 0;
  const invitee = chosen && invitees.find((each) => keyOfInvitee(each) === chosen.key && isOver(each));
  useEffect(() => {
    if (chosen && !hasMenu && !invitee) setChosen(undefined);
  }, [chosen, hasMenu, invitee]);
  const { wantsLobby, onLobbyShown } = props;
  useEffect(() => {
    if (!wantsLobby) return;
    setFolded((before) => new Set([...before].filter((key) => key !== lobbyKey)));
    setActiveKey(lobbyKey);
    setReveal((turn) => turn + 1);
    onLobbyShown?.();
  }, [wantsLobby, onLobbyShown]);

  function toggle(key: string): void {
    const next = new Set(folded);
    if (!next.delete(key)) next.add(key);
    setFolded(next);
  }

  function openRow(row: RosterRow, place: MenuPlace): void {
    if (row.kind === 'group') toggle(row.key);
    else openMenu(row, place);
  }

  function openMenu(row: RosterRow, place: MenuPlace): void {
    const isFull =
      row.kind === 'person'
        ? commandsFor(row.participant, meeting).length > 0
        : row.kind === 'invitee' && isOver(row.invitee);
    if (isFull) setChosen({ key: row.key, place });
  }

  function sideways(row: RosterRow, direction: 'left' | 'right'): string | undefined {
    if (row.kind !== 'group') return direction === 'left' ? row.groupKey : undefined;
    if (row.open === (direction === 'left')) toggle(row.key);
    else if (direction === 'right') return rows[rows.indexOf(row) + 1]?.key;
    return undefined;
  }

  return (
    <>
      <VirtualList
        label={texts.roster}
        kind="tree"
        rows={rows}
        keyOf={(row) => row.key}
        heightOf={(row) => (row.kind === 'group' ? 32 : 40)}
        textOf={textOf}
        activeKey={activeKey}
        reveal={reveal}
        onActive={setActiveKey}
        onOpen={openRow}
        onMenu={openMenu}
        onSideways={sideways}
        semanticsOf={(row) => semanticsOf(row, { meeting, speaking, now })}
        render={(row) => {
          if (row.kind === 'group') return <RosterGroupRow row={row} />;
          if (row.kind === 'invitee') return <RosterInviteeRow invitee={row.invitee} />;
          const opens = commandsFor(row.participant, meeting).length > 0;
          const isSpeaking = speaking.includes(row.key);
          return <RosterPersonRow participant={row.participant} now={now} hasMenu={opens} isSpeaking={isSpeaking} />;
        }}
      />
      {chosen && invitee && <InviteeMenu invitee={invitee} place={chosen.place} onClose={close} />}
      {chosen && person && hasMenu && (
        <PersonMenu
          person={person}
          meeting={meeting}
          place={chosen.place}
          onRemove={() => setRemoving(person)}
          onClose={close}
        />
      )}
      {removing && (
        <ConfirmDialog
          title={texts.removeTitle(nameOf(removing))}
          body={texts.removeBody}
          confirm={texts.removeNow}
          cancel={texts.cancel}
          onConfirm={() => client.request('meeting.remove', { entity: removing.entity })}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
});

function textOf(row: RosterRow): string {
  if (row.kind === 'group') return row.title;
  return row.kind === 'person' ? row.participant.name : row.invitee.name;
}

/** What rows tell of. */
interface Told {
  readonly meeting: MeetingState;
  readonly speaking: readonly string[];
  readonly now: number;
}

function semanticsOf(row: RosterRow, told: Told): RowSemantics {
  const { position, size } = row;
  if (row.kind === 'group') return { level: 1, position, size, expanded: row.open };
  const words = row.kind === 'person' ? personWords(row.participant, told) : spokenInvitee(row.invitee);
  return { level: 2, position, size, ...(words === '' ? {} : { description: words }) };
}

/** How an invitation stands, and that something can be done where it came to nothing. */
function spokenInvitee(invitee: MeetingInvitee): string {
  const words = [inviteeWords[invitee.state], inviteeSentence(invitee), isOver(invitee) ? texts.hasActions : undefined];
  return words.filter((each) => each !== undefined).join(', ');
}

/** What stands beside a name, read out after it. */
function personWords(person: Participant, { meeting, speaking, now }: Told): string {
  const words = [
    person.isSelf ? meetingChatTexts.you : undefined,
    person.role === 'organizer' ? texts.organizer : undefined,
    stateOf(person, now),
    soundWords(person, speaking.includes(person.entity)),
    person.shows && soundTexts.shows[person.shows],
    commandsFor(person, meeting).length > 0 ? texts.hasActions : undefined,
  ];
  return words.filter((each) => each !== undefined).join(', ');
}

/** Undefined of who is without sound. */
function soundWords({ isMuted }: Participant, isSpeaking: boolean): string | undefined {
  if (isSpeaking) return soundTexts.speaks;
  if (isMuted === undefined) return undefined;
  return isMuted ? texts.muted : soundTexts.hears;
}
