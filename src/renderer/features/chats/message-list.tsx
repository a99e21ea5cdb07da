import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Message, TextMessage } from '../../../shared/model/conversation.ts';
import { MessageBubble } from '../../components/message-bubble.tsx';
import { type Said, useStayAtEnd } from '../../components/use-stay-at-end.ts';
import { noticeWords, chatTexts as texts } from '../../locales/chats.ts';
import { clockTime, dayWords } from '../../locales/format.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { FileLine } from './file-line.tsx';
import { type Group, groupsOf } from './merged.ts';

const useStyles = makeStyles({
  scroller: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    scrollbarGutter: 'stable',
    padding: tokens.spacingVerticalM,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  day: { alignSelf: 'center', color: tokens.colorNeutralForeground2, paddingTop: tokens.spacingVerticalS },
  group: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    maxWidth: 'min(640px, 88%)',
  },
  mine: { alignSelf: 'flex-end', alignItems: 'flex-end' },
  theirs: { alignSelf: 'flex-start', alignItems: 'flex-start' },
  head: { color: tokens.colorNeutralForeground2 },
  notice: { alignSelf: 'center', color: tokens.colorNeutralForeground2 },
});

/** The keyboard scrolls it. */
const focusable = { tabIndex: 0 } as const;

/** What was said, by sender and day; it stays at its end while one reads there. `top` stands above everything. */
export function MessageList(props: {
  readonly label: string;
  readonly peerName: string;
  readonly messages: readonly Message[];
  /** Older ones are being fetched; they are not read out. */
  readonly isBusy: boolean;
  readonly top?: ReactNode;
}) {
  const styles = useStyles();
  const { messages } = props;
  const { scroller, onScroll } = useStayAtEnd(messages, saidOf);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="log"
      aria-label={props.label}
      aria-busy={props.isBusy}
      {...focusable}
      onScroll={onScroll}
    >
      {props.top}
      {groupsOf(messages).map((group) => (
        <GroupView key={group.key} group={group} peerName={props.peerName} />
      ))}
    </div>
  );
}

/** A file of our own moves nobody to the end: it may have been chosen while one reads further up. */
function saidOf(message: Message): Said {
  return { id: message.id, isMine: message.kind === 'text' && message.from === 'me' };
}

function GroupView(props: { readonly group: Group; readonly peerName: string }) {
  const styles = useStyles();
  const { group } = props;
  const [first] = group.messages;
  const isMine = group.from === 'me';
  const side = group.from === 'notice' ? styles.notice : isMine ? styles.mine : styles.theirs;
  return (
    <>
      {group.beginsDay && first && (
        <Text size={200} className={styles.day}>
          {dayWords(first.at)}
        </Text>
      )}
      <div className={mergeClasses(styles.group, side)}>
        {group.from !== 'notice' && first && (
          <Text size={200} className={styles.head}>
            <bdi>{isMine ? texts.you : props.peerName}</bdi> {clockTime(first.at)}
          </Text>
        )}
        {group.messages.map((message) => (
          <MessageView key={message.id} message={message} />
        ))}
      </div>
    </>
  );
}

function MessageView(props: { readonly message: Message }) {
  const { message } = props;
  switch (message.kind) {
    case 'text':
      return <TextView message={message} />;
    case 'file':
      return <FileLine message={message} />;
    case 'notice':
      return <Text size={200}>{noticeWords[message.notice]}</Text>;
  }
}

function TextView(props: { readonly message: TextMessage }) {
  const { client } = useServices();
  const run = useRun();
  const { message } = props;
  return (
    <MessageBubble
      message={{ ...message, isMine: message.from === 'me' }}
      onRetry={() => run(client.request('conversation.retry', { id: message.conversationId, messageId: message.id }))}
    />
  );
}
