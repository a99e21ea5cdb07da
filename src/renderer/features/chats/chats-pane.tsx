import { Badge, makeStyles, mergeClasses, SearchBox, Text, tokens } from '@fluentui/react-components';
import { Chat48Regular } from '@fluentui/react-icons/svg/chat';
import { useMemo, useState } from 'react';
import type { ConversationSummary } from '../../../shared/model/conversation.ts';
import type { HistoryPerson } from '../../../shared/model/history.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { PersonAvatar } from '../../components/person.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { lastLine, chatTexts as texts } from '../../locales/chats.ts';
import { labelled, shortTime } from '../../locales/format.ts';
import { usePresence, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { HistorySearch } from './history-search.tsx';
import { useOpenChat } from './use-open-chat.ts';
import { useRecentPeople } from './use-recent-people.ts';

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  search: { margin: tokens.spacingVerticalS, maxWidth: 'none', flexShrink: 0 },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '100%',
    padding: `0 ${tokens.spacingHorizontalM}`,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, flexGrow: 1 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  note: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, flexShrink: 0 },
  aside: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    flexShrink: 0,
    gap: tokens.spacingVerticalXXS,
  },
});

type Row =
  | {
      readonly key: string;
      readonly kind: 'open';
      readonly conversation: ConversationSummary;
      /** What was said before, where nothing was since it was opened. */
      readonly last?: HistoryPerson['last'];
    }
  | { readonly key: string; readonly kind: 'kept'; readonly person: HistoryPerson };

/** Conversations, open ones first, then those this computer kept; and a search through everything that was said. */
export function ChatsPane() {
  const styles = useStyles();
  const { open, place } = useNavigation();
  const openChat = useOpenChat();
  const conversations = useSlice((snapshot) => snapshot.conversations);
  const history = useSlice((snapshot) => snapshot.history.kind);
  const people = useRecentPeople();
  const [typed, setTyped] = useState('');
  const [activeKey, setActiveKey] = useState<string>();
  const rows = useMemo(() => rowsOf(conversations, people), [conversations, people]);
  const shown = place.detail === 'conversation' ? place.about : undefined;
  return (
    <div className={styles.pane}>
      {history === 'ready' && (
        <SearchBox
          className={styles.search}
          aria-label={texts.search}
          placeholder={texts.search}
          value={typed}
          dismiss={typed === '' ? null : { 'aria-label': texts.searchClear }}
          onChange={(_, data) => setTyped(data.value.slice(0, 200))}
        />
      )}
      {typed.trim() !== '' && <HistorySearch text={typed.trim()} />}
      {typed.trim() === '' && rows.length === 0 && (
        <EmptyState icon={<Chat48Regular />} title={texts.emptyTitle} body={texts.emptyBody} />
      )}
      {typed.trim() === '' && rows.length > 0 && (
        <VirtualList
          label={texts.list}
          kind="listbox"
          rows={rows}
          keyOf={(row) => row.key}
          heightOf={() => 52}
          textOf={nameOf}
          activeKey={activeKey}
          selectedKey={rows.find((row) => row.kind === 'open' && row.conversation.id === shown)?.key}
          onActive={setActiveKey}
          onOpen={(row) =>
            row.kind === 'open'
              ? open('conversation', row.conversation.id)
              : openChat(row.person.peer.uri, row.person.peer.name)
          }
          semanticsOf={(row) =>
            row.kind === 'open' && row.conversation.unread > 0
              ? { description: texts.unread(row.conversation.unread) }
              : {}
          }
          render={(row) =>
            row.kind === 'open' ? (
              <OpenRow conversation={row.conversation} last={row.last} />
            ) : (
              <KeptRow person={row.person} />
            )
          }
        />
      )}
      {history === 'off' && rows.length === 0 && (
        <Text size={200} align="center" className={mergeClasses(styles.quiet, styles.note)}>
          {texts.historyOff}
        </Text>
      )}
    </div>
  );
}

function rowsOf(conversations: readonly ConversationSummary[], people: readonly HistoryPerson[]): readonly Row[] {
  const open = new Set(conversations.map(({ peer }) => peer.uri));
  const lasts = new Map(people.map(({ peer, last }) => [peer.uri, last]));
  return [
    ...conversations.map((conversation): Row => {
      const last = conversation.lastText === '' ? lasts.get(conversation.peer.uri) : undefined;
      return { key: conversation.id, kind: 'open', conversation, ...(last ? { last } : {}) };
    }),
    ...people
      .filter(({ peer }) => !open.has(peer.uri))
      .map((person): Row => ({ key: `kept:${person.peer.uri}`, kind: 'kept', person })),
  ];
}

function nameOf(row: Row): string {
  return row.kind === 'open' ? row.conversation.peer.name : row.person.peer.name;
}

function OpenRow(props: {
  readonly conversation: ConversationSummary;
  readonly last: HistoryPerson['last'] | undefined;
}) {
  const { conversation, last } = props;
  return (
    <ChatRow
      peer={conversation.peer}
      line={last && !conversation.peerTyping ? keptLine(last) : lastLine(conversation)}
      at={last?.at ?? conversation.lastAt}
      unread={conversation.unread}
    />
  );
}

function KeptRow(props: { readonly person: HistoryPerson }) {
  const { peer, last } = props.person;
  return <ChatRow peer={peer} line={keptLine(last)} at={last.at} unread={0} />;
}

function keptLine(last: HistoryPerson['last']): string {
  return last.from === 'me' ? labelled(texts.you, last.text) : last.text;
}

function ChatRow(props: {
  readonly peer: { readonly uri: string; readonly name: string };
  readonly line: string;
  readonly at: number;
  readonly unread: number;
}) {
  const styles = useStyles();
  const presence = usePresence(props.peer.uri);
  const now = useNow(60_000);
  const weight = props.unread > 0 ? 'semibold' : 'regular';
  return (
    <div className={styles.row}>
      <PersonAvatar name={props.peer.name} availability={presence?.availability ?? 'unknown'} size={32} />
      <div className={styles.words}>
        <Text weight={weight} className={styles.line}>
          <bdi>{props.peer.name}</bdi>
        </Text>
        <Text size={200} weight={weight} className={mergeClasses(styles.line, styles.quiet)}>
          {props.line}
        </Text>
      </div>
      <div className={styles.aside}>
        <Text size={200} className={styles.quiet}>
          {shortTime(props.at, now)}
        </Text>
        {props.unread > 0 && (
          <Badge size="small" aria-hidden>
            {props.unread}
          </Badge>
        )}
      </div>
    </div>
  );
}
