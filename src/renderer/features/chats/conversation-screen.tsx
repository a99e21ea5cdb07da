import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationSummary, Message } from '../../../shared/model/conversation.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { AskPeopleDialog } from '../../components/ask-people-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { isThere } from '../../components/focus.ts';
import { Pane } from '../../components/pane.tsx';
import { PersonAvatar, PresenceText } from '../../components/person.tsx';
import { chatTexts as texts } from '../../locales/chats.ts';
import { schedulingTexts } from '../../locales/scheduling.ts';
import { usePresence, useRun, useServices, useSlice } from '../../state/services.tsx';
import { CallButtons } from '../calling/index.ts';
import { Composer } from './composer.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { merged } from './merged.ts';
import { MessageList } from './message-list.tsx';
import { OlderButton } from './older-button.tsx';
import { useEarlier } from './use-earlier.ts';
import { useMessages } from './use-messages.ts';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    flexShrink: 0,
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    flexShrink: 0,
  },
  words: { flexGrow: 1, flexBasis: '200px', minWidth: 0, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS },
  failure: { padding: tokens.spacingVerticalS, flexShrink: 0 },
  typing: {
    minHeight: '20px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    flexShrink: 0,
  },
});

/** A conversation with one person: what was said, who is writing, and the next message. */
export function ConversationScreen() {
  const { place, close } = useNavigation();
  const conversation = useSlice((snapshot) => snapshot.conversations.find(({ id }) => id === place.about));
  if (!conversation) {
    return (
      <Pane title={texts.list} onBack={close}>
        <EmptyState title={texts.gone} />
      </Pane>
    );
  }
  return <Conversation key={conversation.id} conversation={conversation} />;
}

function Conversation(props: { readonly conversation: ConversationSummary }) {
  const styles = useStyles();
  const { close } = useNavigation();
  const { id, peer, isIncomingWaiting, unread, revision, failure, state, peerTyping } = props.conversation;
  const presence = usePresence(peer.uri);
  const isStranger = useSlice(({ contacts }) => !contacts.contacts.some(({ uri }) => uri === peer.uri));
  const { messages } = useMessages(id);
  const earlier = useEarlier(peer.uri);
  const all = useMemo(() => merged(earlier.messages, messages), [earlier.messages, messages]);
  const isOffline = useSlice(({ account }) => account.kind !== 'registered');
  const head = useRead({ id, isWaiting: isIncomingWaiting, unread, revision });
  return (
    <Pane title={peer.name} onBack={close} aside={<HeadActions conversation={props.conversation} />}>
      <div ref={head} className={styles.head}>
        <PersonAvatar name={peer.name} availability={presence?.availability ?? 'unknown'} size={32} />
        <PresenceText presence={presence} isStranger={isStranger} />
      </div>
      {isIncomingWaiting && <WaitingBar conversation={props.conversation} />}
      {state === 'failed' && failure && !messages.some(hasFailed) && (
        <div className={styles.failure}>
          <FailureCard failure={failure} secondary />
        </div>
      )}
      <MessageList
        label={texts.list}
        peerName={peer.name}
        messages={all}
        isBusy={earlier.older === 'loading'}
        top={<OlderButton earlier={earlier} />}
      />
      <Text size={200} className={styles.typing} role="status">
        {peerTyping ? texts.typing(peer.name) : ''}
      </Text>
      <Composer id={id} name={peer.name} isOffline={isOffline} />
    </Pane>
  );
}

/** It says by itself what went wrong. */
function hasFailed(message: Message): boolean {
  return message.kind === 'text' && message.delivery === 'failed';
}

/** What is on the screen of a window in front has been read; a narrow window keeps the conversation behind its list. Main also takes it as an answer to somebody who waits: not before it is accepted by hand. */
function useRead(seen: {
  readonly id: string;
  readonly isWaiting: boolean;
  readonly unread: number;
  readonly revision: number;
}): RefObject<HTMLDivElement | null> {
  const { client } = useServices();
  const { place } = useNavigation();
  const { id, isWaiting, unread, revision } = seen;
  const head = useRef<HTMLDivElement>(null);
  const { front } = place;
  useEffect(() => {
    // A new message is a new revision, and is read as well.
    void revision;
    void front;
    const read = () => {
      if (unread === 0 || isWaiting || !document.hasFocus() || !head.current || !isThere(head.current)) return;
      void client.request('conversation.markRead', { id }).catch(() => undefined);
    };
    read();
    // A window made wide shows what lay behind.
    const events = ['focus', 'resize'] as const;
    for (const event of events) window.addEventListener(event, read);
    return () => {
      for (const event of events) window.removeEventListener(event, read);
    };
  }, [client, id, isWaiting, unread, revision, front]);
  return head;
}

function WaitingBar(props: { readonly conversation: ConversationSummary }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { id, peer } = props.conversation;
  return (
    <div className={styles.bar} role="alert">
      <Text className={styles.words}>{texts.waiting(peer.name)}</Text>
      <div className={styles.buttons}>
        <Button appearance="primary" onClick={() => run(client.request('conversation.accept', { id }))}>
          {texts.accept}
        </Button>
        <Button onClick={() => run(client.request('conversation.decline', { id }))}>{texts.decline}</Button>
      </div>
    </div>
  );
}

/** Beside the name: call, and what is done more seldom. */
function HeadActions(props: { readonly conversation: ConversationSummary }) {
  const { peer } = props.conversation;
  return (
    <>
      <CallButtons uri={peer.uri} name={peer.name} isCompact />
      <MoreMenu conversation={props.conversation} />
    </>
  );
}

function MoreMenu(props: { readonly conversation: ConversationSummary }) {
  const { client } = useServices();
  const { open, close } = useNavigation();
  const run = useRun();
  const [asking, setAsking] = useState<'add' | 'delete'>();
  const isSignedIn = useSlice(({ account }) => account.kind === 'registered');
  const { id, peer } = props.conversation;
  const isMeeting = useSlice(({ meeting }) => meeting !== null && meeting.phase !== 'ended');
  const holdsMeetings = useSlice(({ ownMeetings }) => ownMeetings.state !== 'none');
  const whyNotAdd = isMeeting ? texts.addPersonBusy : holdsMeetings ? undefined : schedulingTexts.notOffered;
  const isKept = useSlice((snapshot) => snapshot.history.kind === 'ready');
  const leave = () => {
    close();
    run(client.request('conversation.close', { id }));
  };
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontal20Regular />} aria-label={texts.more} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => open('contact', peer.uri)}>{texts.card}</MenuItem>
            <MenuItem
              disabled={!isSignedIn || whyNotAdd !== undefined}
              {...(isSignedIn && whyNotAdd ? { subText: whyNotAdd } : {})}
              onClick={() => setAsking('add')}
            >
              {texts.addPerson}
            </MenuItem>
            <MenuItem disabled={!isKept} onClick={() => setAsking('delete')}>
              {texts.removeHistory}
            </MenuItem>
            <MenuItem onClick={leave}>{texts.close}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {asking === 'delete' && <DeleteDialog peer={peer} onDeleted={leave} onClose={() => setAsking(undefined)} />}
      {asking === 'add' && (
        <AskPeopleDialog
          title={texts.addPersonTitle(peer.name)}
          standingOf={({ uri }) => ({ canAsk: uri !== peer.uri })}
          onAsk={async ({ uri, name }) => {
            const outcome = await client.request('conversation.addPerson', { id, uri, name });
            // The meeting comes to the front by itself.
            if (outcome.ok) setAsking(undefined);
            return outcome;
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
