import { useEffect, useMemo, useState } from 'react';
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { type MenuPlace, type RowSemantics, VirtualList } from '../../components/virtual-list.tsx';
import { inviteeWords, nameOf, peopleTexts as texts } from '../../locales/en/meeting-people.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { commandsFor } from './may-run.ts';
import { PersonMenu } from './person-menu.tsx';
import { RosterGroupRow, RosterInviteeRow, RosterPersonRow, stateOf } from './roster-row.tsx';
import { type RosterRow, rosterRows } from './roster-rows.ts';

interface Chosen {
  readonly person: Participant;
  readonly place: MenuPlace;
}

const tickMs = 30_000;

/** Everybody in the meeting by role, who waits in the lobby, and who was asked to come. "Guest" is a word, read out as `Karen Berg (Guest)`. */
export function Roster(props: { readonly meeting: MeetingState }) {
  const { client } = useServices();
  const { meeting } = props;
  const invitees = useSlice((snapshot) => snapshot.meetingInvitees);
  const now = useNow(tickMs);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => rosterRows(meeting.participants, invitees, folded),
    [meeting.participants, invitees, folded],
  );
  const [activeKey, setActiveKey] = useState<string>();
  const [chosen, setChosen] = useState<Chosen>();
  const [removing, setRemoving] = useState<Participant>();
  const close = () => setChosen(undefined);
  // The menu tells of somebody as they are now, and goes with them.
  const person = chosen && meeting.participants.find(({ entity }) => entity === chosen.person.entity);
  useEffect(() => {
    if (chosen && !person) setChosen(undefined);
  }, [chosen, person]);

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
    if (row.kind !== 'person' || commandsFor(row.participant, meeting).length === 0) return;
    setChosen({ person: row.participant, place });
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
        onActive={setActiveKey}
        onOpen={openRow}
        onMenu={openMenu}
        onSideways={sideways}
        semanticsOf={(row) => semanticsOf(row, meeting, now)}
        render={(row) => {
          if (row.kind === 'group') return <RosterGroupRow row={row} />;
          if (row.kind === 'invitee') return <RosterInviteeRow invitee={row.invitee} />;
          const hasMenu = commandsFor(row.participant, meeting).length > 0;
          return <RosterPersonRow participant={row.participant} now={now} hasMenu={hasMenu} />;
        }}
      />
      {chosen && person && (
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
}

function textOf(row: RosterRow): string {
  if (row.kind === 'group') return row.title;
  return row.kind === 'person' ? row.participant.name : row.invitee.name;
}

function semanticsOf(row: RosterRow, meeting: MeetingState, now: number): RowSemantics {
  const { position, size } = row;
  if (row.kind === 'group') return { level: 1, position, size, expanded: row.open };
  const words = row.kind === 'person' ? personWords(row.participant, meeting, now) : inviteeWords[row.invitee.state];
  return { level: 2, position, size, ...(words === '' ? {} : { description: words }) };
}

/** What stands beside a name, read out after it. */
function personWords(person: Participant, meeting: MeetingState, now: number): string {
  const words = [
    person.isSelf ? 'You' : undefined,
    person.role === 'organizer' ? texts.organizer : undefined,
    stateOf(person, now),
    person.isMuted ? texts.muted : undefined,
    commandsFor(person, meeting).length > 0 ? texts.hasActions : undefined,
  ];
  return words.filter((each) => each !== undefined).join(', ');
}
