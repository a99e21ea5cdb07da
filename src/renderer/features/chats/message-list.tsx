import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Message, TextMessage } from '../../../shared/model/conversation.ts';
import { FailureDetails, failureWords } from '../../components/failure-card.tsx';
import { noticeWords, chatTexts as texts } from '../../locales/en/chats.ts';
import { clockTime, dayWords } from '../../locales/format.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { FileLine } from './file-line.tsx';
import { type Group, groupsOf } from './merged.ts';
import { RichTextView } from './rich-text.tsx';
import { useStayAtEnd } from './use-stay-at-end.ts';

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
  bubble: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    maxWidth: '100%',
    boxSizing: 'border-box',
    userSelect: 'text',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
  },
  own: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorNeutralForeground1 },
  failed: { border: `${tokens.strokeWidthThin} solid ${tokens.colorStatusDangerBorder1}` },
  state: { color: tokens.colorNeutralForeground2 },
  wrong: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    gap: tokens.spacingVerticalXXS,
    maxWidth: '100%',
    overflowWrap: 'anywhere',
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
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
  const { scroller, onScroll } = useStayAtEnd(messages);
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
  const styles = useStyles();
  const { message } = props;
  const failed = message.delivery === 'failed';
  return (
    <>
      <div className={mergeClasses(styles.bubble, message.from === 'me' && styles.own, failed && styles.failed)}>
        <RichTextView body={message.body} />
        {message.isCut && (
          <Text size={200} className={styles.state}>
            {texts.cut}
          </Text>
        )}
      </div>
      {message.from === 'me' && <DeliveryLine message={message} />}
    </>
  );
}

const deliveryWords: Partial<Record<TextMessage['delivery'], string>> = {
  waiting: texts.queued,
  sending: texts.sending,
  sent: texts.sent,
};

/** What became of a message of ours; nothing is said of one that arrived. */
function DeliveryLine(props: { readonly message: TextMessage }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { message } = props;
  const words = deliveryWords[message.delivery];
  if (words) {
    return (
      <Text size={200} className={styles.state}>
        {words}
      </Text>
    );
  }
  if (message.delivery !== 'failed') return null;
  const retry = () => run(client.request('conversation.retry', { id: message.conversationId, messageId: message.id }));
  return (
    <div className={styles.wrong}>
      <div className={styles.row}>
        <Text size={200} role="status">
          {message.failure ? failureWords(message.failure).sentence[0] : texts.notDelivered}
        </Text>
        {message.failure && (
          <Button size="small" onClick={retry}>
            {texts.retry}
          </Button>
        )}
      </div>
      {message.failure && <FailureDetails failure={message.failure} advice />}
    </div>
  );
}
