import { makeStyles, Tag, Text, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { Participant } from '../../../shared/model/meeting.ts';
import { HiddenText } from '../../components/hidden-text.tsx';
import { PersonAvatar } from '../../components/person.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { participantTag, meetingTexts as texts } from '../../locales/en/meeting.ts';
import { rosterRows } from './roster-rows.ts';

const useStyles = makeStyles({
  group: {
    display: 'flex',
    alignItems: 'center',
    height: '100%',
    padding: `0 ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
  },
  person: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '100%',
    padding: `0 ${tokens.spacingHorizontalM}`,
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, flexShrink: 0, marginLeft: 'auto' },
  tag: { flexShrink: 0 },
});

const stateWords: Readonly<Partial<Record<Participant['state'], string>>> = {
  connecting: 'Joining',
  'in-lobby': 'Waiting',
};

/** Everybody in the meeting by role, and who waits in the lobby. "Guest" is a word, read out as `Karen Berg (Guest)`. */
export function Roster(props: { readonly participants: readonly Participant[] }) {
  const rows = useMemo(() => rosterRows(props.participants), [props.participants]);
  const [activeKey, setActiveKey] = useState<string>();
  return (
    <VirtualList
      label={texts.roster}
      kind="tree"
      rows={rows}
      keyOf={(row) => row.key}
      heightOf={(row) => (row.kind === 'group' ? 32 : 40)}
      textOf={(row) => (row.kind === 'group' ? row.title : row.participant.name)}
      activeKey={activeKey}
      onActive={setActiveKey}
      onOpen={() => undefined}
      semanticsOf={(row) => ({
        level: row.kind === 'group' ? 1 : 2,
        position: row.position,
        size: row.size,
        ...(row.kind === 'group' ? { expanded: true } : descriptionOf(row.participant)),
      })}
      render={(row) =>
        row.kind === 'group' ? (
          <GroupHead title={row.title} count={row.count} />
        ) : (
          <Person participant={row.participant} />
        )
      }
    />
  );
}

function descriptionOf(participant: Participant): { readonly description?: string } {
  const words = [participant.isSelf ? 'You' : undefined, stateWords[participant.state]].filter(Boolean).join(', ');
  return words === '' ? {} : { description: words };
}

function GroupHead(props: { readonly title: string; readonly count: number }) {
  const styles = useStyles();
  return (
    <div className={styles.group}>
      <Text size={200} weight="semibold">
        {props.title} ({props.count})
      </Text>
    </div>
  );
}

function Person(props: { readonly participant: Participant }) {
  const styles = useStyles();
  const { participant } = props;
  const tag = participantTag(participant);
  const words = stateWords[participant.state];
  return (
    <div className={styles.person}>
      <PersonAvatar name={participant.name} size={28} />
      <Text className={styles.name}>
        <bdi>{participant.name}</bdi> {participant.isGuest && <HiddenText text={texts.guestSuffix} />}
      </Text>
      {tag && (
        <Tag
          aria-hidden
          size="extra-small"
          appearance={participant.isSelf ? 'brand' : 'outline'}
          className={styles.tag}
        >
          {tag}
        </Tag>
      )}
      {words && (
        <Text aria-hidden size={200} className={styles.quiet}>
          {words}
        </Text>
      )}
    </div>
  );
}
