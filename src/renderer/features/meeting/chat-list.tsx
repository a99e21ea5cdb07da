import { makeStyles, mergeClasses, Tag, Text, tokens } from '@fluentui/react-components';
import { Fragment, useMemo } from 'react';
import type { ChatGap, MeetingChatMessage } from '../../../shared/model/meeting-chat.ts';
import { FailureDetails } from '../../components/failure-card.tsx';
import { HiddenText } from '../../components/hidden-text.tsx';
import { MessageBubble } from '../../components/message-bubble.tsx';
import { type MessageGroup, messageGroups } from '../../components/message-groups.ts';
import { useStayAtEnd } from '../../components/use-stay-at-end.ts';
import { clockTime, dayWords } from '../../locales/format.ts';
import { meetingChatTexts as texts } from '../../locales/meeting-chat.ts';
import { peopleTexts } from '../../locales/meeting-people.ts';
import { useRun, useServices } from '../../state/services.tsx';

const useStyles = makeStyles({
  scroller: {
    flexGrow: 1,
    minHeight: '72px',
    overflowY: 'auto',
    overflowX: 'hidden',
    scrollbarGutter: 'stable',
    padding: tokens.spacingVerticalM,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  middle: { alignSelf: 'center', textAlign: 'center', color: tokens.colorNeutralForeground2 },
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, maxWidth: 'min(640px, 92%)' },
  mine: { alignSelf: 'flex-end', alignItems: 'flex-end' },
  theirs: { alignSelf: 'flex-start', alignItems: 'flex-start' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  missed: { color: tokens.colorNeutralForeground2, textAlign: 'end', overflowWrap: 'anywhere' },
});

/** The keyboard scrolls it. */
const focusable = { tabIndex: 0 } as const;

const saidOf = ({ id, isSelf }: MeetingChatMessage) => ({ id, isMine: isSelf });

/** What was said, by sender and day; it stays at its end while one reads there. */
export function ChatList(props: {
  readonly messages: readonly MeetingChatMessage[];
  readonly lost: boolean;
  readonly gaps: readonly ChatGap[];
}) {
  const styles = useStyles();
  const { messages, gaps } = props;
  const gapsBefore = useMemo(() => gapsByMessage(messages, gaps), [messages, gaps]);
  const groups = messageGroups(
    messages,
    ({ from, isSelf }) => (isSelf ? '' : from),
    ({ id }) => gapsBefore.has(id),
  );
  const { scroller, onScroll } = useStayAtEnd(messages, saidOf);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="log"
      aria-label={texts.list}
      onScroll={onScroll}
      {...focusable}
    >
      {props.lost && (
        <Text size={200} className={styles.middle}>
          {texts.lost}
        </Text>
      )}
      {messages.length === 0 && (
        <Text size={200} className={styles.middle}>
          {texts.emptyTitle}. {texts.emptyBody}
        </Text>
      )}
      {groups.map((group) => (
        <Fragment key={group.key}>
          <Gaps gaps={gapsBefore.get(group.key) ?? []} />
          <GroupView group={group} />
        </Fragment>
      ))}
      <Gaps gaps={gapsBefore.get(undefined) ?? []} />
    </div>
  );
}

/** Each gap under the first message that was said after it; those at the end under nothing. */
function gapsByMessage(messages: readonly MeetingChatMessage[], gaps: readonly ChatGap[]) {
  const found = new Map<string | undefined, ChatGap[]>();
  for (const gap of gaps) {
    const before = messages.find(({ at }) => at >= gap.to)?.id;
    found.set(before, [...(found.get(before) ?? []), gap]);
  }
  return found;
}

/** Nobody repeats what was said while one was away. */
function Gaps(props: { readonly gaps: readonly ChatGap[] }) {
  const styles = useStyles();
  return props.gaps.map(({ from, to }) => (
    <Text key={from} size={200} className={styles.middle}>
      {texts.gap(clockTime(from), clockTime(to))}
    </Text>
  ));
}

function GroupView(props: { readonly group: MessageGroup<MeetingChatMessage> }) {
  const styles = useStyles();
  const { messages, beginsDay } = props.group;
  const [first] = messages;
  if (!first) return null;
  return (
    <>
      {beginsDay && (
        <Text size={200} className={styles.middle}>
          {dayWords(first.at)}
        </Text>
      )}
      <div className={mergeClasses(styles.group, first.isSelf ? styles.mine : styles.theirs)}>
        <Text size={200} className={styles.head}>
          <bdi>{first.isSelf ? texts.you : first.name}</bdi>
          {first.isGuest && !first.isSelf && <GuestTag />}
          <span>{clockTime(first.at)}</span>
        </Text>
        {messages.map((message) => (
          <MessageView key={message.id} message={message} />
        ))}
      </div>
    </>
  );
}

function GuestTag() {
  return (
    <>
      <HiddenText text={peopleTexts.guestSuffix} />
      <Tag size="extra-small" appearance="outline" aria-hidden>
        {peopleTexts.guest}
      </Tag>
    </>
  );
}

function MessageView(props: { readonly message: MeetingChatMessage }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { message } = props;
  const { missedBy, missedByMore } = message;
  const [first] = missedBy;
  return (
    <>
      <MessageBubble
        message={{ ...message, isMine: message.isSelf }}
        onRetry={() => run(client.request('meetingChat.retry', { messageId: message.id }))}
      />
      {first && (
        <>
          <Text size={200} className={styles.missed} role="status">
            {texts.missedBy(
              missedBy.map(({ name }) => name),
              missedByMore,
            )}
          </Text>
          <FailureDetails failure={first.failure} advice />
        </>
      )}
    </>
  );
}
