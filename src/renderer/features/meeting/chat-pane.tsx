import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { memo, type RefObject, useEffect, useRef } from 'react';
import type { MeetingChatState } from '../../../shared/model/meeting-chat.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { isThere } from '../../components/focus.ts';
import { MessageField } from '../../components/message-field.tsx';
import { clockTime } from '../../locales/format.ts';
import { meetingChatTexts as texts, typingWords, whySilent } from '../../locales/meeting-chat.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { ChatList } from './chat-list.tsx';
import { useChat } from './use-chat.ts';

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0, overflowY: 'auto' },
  line: { padding: tokens.spacingVerticalS, flexShrink: 0 },
  typing: {
    minHeight: '20px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    flexShrink: 0,
    overflowWrap: 'anywhere',
  },
});

/** The meeting's chat: what was said, who is writing, and the next message. What fails here leaves the meeting alone. */
export const ChatPane = memo(function ChatPane(props: { readonly meetingId: string }) {
  const styles = useStyles();
  const { client } = useServices();
  const { meetingId } = props;
  const chat = useSlice((snapshot) => (snapshot.meetingChat?.meetingId === meetingId ? snapshot.meetingChat : null));
  const { messages, lost } = useChat(meetingId);
  const pane = useRead(chat);
  return (
    <div ref={pane} className={styles.pane}>
      {chat && <Standing chat={chat} />}
      <ChatList messages={messages} lost={lost} gaps={chat?.gaps ?? []} />
      <Text size={200} className={styles.typing} role="status">
        {typingWords(chat?.typing ?? [])}
      </Text>
      <MessageField
        draftOf={`meeting ${meetingId}`}
        label={texts.write}
        status={chat ? whySilent(chat) : texts.connecting}
        isClosed={!chat?.mayWrite}
        onTyping={() => void client.request('meetingChat.typing').catch(() => undefined)}
        onSend={(written) => client.request('meetingChat.send', written)}
      />
    </div>
  );
});

/** How the chat stands while it is not open. */
function Standing(props: { readonly chat: MeetingChatState }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { state, failure, retryAt } = props.chat;
  if (state === 'connecting') {
    return (
      <div className={styles.line} role="status">
        <Spinner size="tiny" label={texts.connecting} />
      </div>
    );
  }
  if (state !== 'failed' || !failure) return null;
  return (
    <div className={styles.line}>
      <FailureCard
        failure={failure}
        actions={
          <>
            <Button size="small" onClick={() => run(client.request('meetingChat.reconnect'))}>
              {texts.retryNow}
            </Button>
            {retryAt !== undefined && <Text size={200}>{texts.retryAt(clockTime(retryAt))}</Text>}
          </>
        }
      />
    </div>
  );
}

/** What is on the screen of a window in front has been read. */
function useRead(chat: MeetingChatState | null): RefObject<HTMLDivElement | null> {
  const { client } = useServices();
  const pane = useRef<HTMLDivElement>(null);
  const unread = chat?.unread ?? 0;
  const revision = chat?.revision ?? 0;
  useEffect(() => {
    // A new message is a new revision, and is read as well.
    void revision;
    const read = () => {
      if (unread === 0 || !document.hasFocus() || !pane.current || !isThere(pane.current)) return;
      void client.request('meetingChat.markRead').catch(() => undefined);
    };
    read();
    // A window made wide shows what lay behind.
    const events = ['focus', 'resize', 'hashchange'] as const;
    for (const event of events) window.addEventListener(event, read);
    return () => {
      for (const event of events) window.removeEventListener(event, read);
    };
  }, [client, unread, revision]);
  return pane;
}
