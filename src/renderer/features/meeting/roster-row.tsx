import { makeStyles, mergeClasses, Tag, Text, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { Mic16Regular } from '@fluentui/react-icons/svg/mic';
import { MicOff16Regular } from '@fluentui/react-icons/svg/mic-off';
import { MoreHorizontal16Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { PersonVoice16Filled } from '@fluentui/react-icons/svg/person-voice';
import { ShareScreenStart16Regular } from '@fluentui/react-icons/svg/share-screen-start';
import { Video16Regular } from '@fluentui/react-icons/svg/video';
import type { Participant } from '../../../shared/model/meeting.ts';
import type { MeetingInvitee } from '../../../shared/model/meeting-chat.ts';
import { HiddenText } from '../../components/hidden-text.tsx';
import { PersonAvatar } from '../../components/person.tsx';
import { inviteeSentence, inviteeWords, participantTag, peopleTexts as texts } from '../../locales/meeting-people.ts';
import { meetingSoundTexts as soundTexts } from '../../locales/meeting-sound.ts';
import { isOver } from './invitee-menu.tsx';
import type { RosterGroup } from './roster-rows.ts';

const useStyles = makeStyles({
  group: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    height: '100%',
    padding: `0 ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
  },
  person: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    height: '100%',
    padding: `0 ${tokens.spacingHorizontalM}`,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, flexGrow: 1 },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalSNudge, minWidth: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  quiet: {
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    lineHeight: tokens.lineHeightBase100,
  },
  tag: { flexShrink: 0 },
  icon: { display: 'flex', flexShrink: 0, color: tokens.colorNeutralForeground2 },
  avatar: { display: 'flex', flexShrink: 0, borderRadius: tokens.borderRadiusCircular },
  /** Around who speaks; it stands still, and an outline is drawn in high contrast as well. */
  ring: { outline: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`, outlineOffset: '1px' },
  speaks: { color: tokens.colorBrandForeground1 },
});

/** A section's head; a click folds it. */
export function RosterGroupRow(props: { readonly row: RosterGroup }) {
  const styles = useStyles();
  const { row } = props;
  return (
    <div className={styles.group}>
      <span className={styles.icon} aria-hidden>
        {row.open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
      </span>
      <Text size={200} weight="semibold">
        {row.title} ({row.count})
      </Text>
    </div>
  );
}

/** One person: name, what they are here, and a sign that something can be done. */
export function RosterPersonRow(props: {
  readonly participant: Participant;
  readonly now: number;
  readonly hasMenu: boolean;
  readonly isSpeaking: boolean;
}) {
  const styles = useStyles();
  const { participant, isSpeaking } = props;
  const tag = participantTag(participant);
  const words = participant.role === 'organizer' ? texts.organizer : stateOf(participant, props.now);
  return (
    <div className={styles.person}>
      <span className={mergeClasses(styles.avatar, isSpeaking && styles.ring)}>
        <PersonAvatar name={participant.name} size={28} />
      </span>
      <div className={styles.words}>
        <div className={styles.line}>
          <Text className={styles.name} title={participant.name}>
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
        </div>
        {words && (
          <Text aria-hidden size={100} className={styles.quiet}>
            {words}
          </Text>
        )}
      </div>
      <Signs participant={participant} isSpeaking={isSpeaking} />
      {props.hasMenu && (
        <span className={styles.icon} aria-hidden>
          <MoreHorizontal16Regular />
        </span>
      )}
    </div>
  );
}

/** What the meeting hears and sees of them; who waits has none. */
function Signs(props: { readonly participant: Participant; readonly isSpeaking: boolean }) {
  const styles = useStyles();
  const { isMuted, shows } = props.participant;
  return (
    <>
      {shows && (
        <span className={styles.icon} title={soundTexts.shows[shows]} aria-hidden>
          {shows === 'screen' ? <ShareScreenStart16Regular /> : <Video16Regular />}
        </span>
      )}
      {props.isSpeaking && (
        <span className={mergeClasses(styles.icon, styles.speaks)} title={soundTexts.speaks} aria-hidden>
          <PersonVoice16Filled />
        </span>
      )}
      {!props.isSpeaking && isMuted !== undefined && (
        <span className={styles.icon} title={isMuted ? texts.muted : soundTexts.hears} aria-hidden>
          {isMuted ? <MicOff16Regular /> : <Mic16Regular />}
        </span>
      )}
    </>
  );
}

/** Somebody who was asked to come, and how that stands. */
export function RosterInviteeRow(props: { readonly invitee: MeetingInvitee }) {
  const styles = useStyles();
  const { invitee } = props;
  const words = [inviteeWords[invitee.state], inviteeSentence(invitee)].filter(Boolean).join(': ');
  return (
    <div className={styles.person}>
      <PersonAvatar name={invitee.name} size={28} />
      <div className={styles.words}>
        <Text className={styles.name} title={invitee.name}>
          <bdi>{invitee.name}</bdi>
        </Text>
        <Text aria-hidden size={100} className={styles.quiet} title={words}>
          {words}
        </Text>
      </div>
      {isOver(invitee) && (
        <span className={styles.icon} aria-hidden>
          <MoreHorizontal16Regular />
        </span>
      )}
    </div>
  );
}

/** How somebody stands who is not simply here. */
export function stateOf({ state, waitingSince }: Participant, now: number): string | undefined {
  if (state === 'connecting') return texts.joining;
  if (state !== 'in-lobby') return undefined;
  return waitingSince === undefined ? texts.waiting : texts.waits(Math.floor((now - waitingSince) / 60_000));
}
