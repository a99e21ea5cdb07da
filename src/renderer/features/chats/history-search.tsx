import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { HistoryHit, HistoryHits, Snippet } from '../../../shared/model/history.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { outcomeOf, RequestFailed } from '../../ipc/client.ts';
import { chatTexts as texts } from '../../locales/chats.ts';
import { exactTime } from '../../locales/format.ts';
import { useServices } from '../../state/services.tsx';
import { FoundCalls } from '../phone/index.ts';
import { piecesOf } from './pieces.ts';
import { useOpenChat } from './use-open-chat.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
  hit: { justifyContent: 'flex-start', textAlign: 'start', width: '100%', fontWeight: 'normal' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  mark: { backgroundColor: tokens.colorStatusWarningBackground2, color: tokens.colorNeutralForeground1 },
});

const pauseMs = 150;
const pageSize = 30;

/** The calls with whom is typed, and every message that holds it, newest first; choosing a message opens the conversation. */
export function HistorySearch(props: { readonly text: string }) {
  const styles = useStyles();
  const { client } = useServices();
  const openChat = useOpenChat();
  const [answer, setAnswer] = useState<HistoryHits & { readonly of: string }>();
  const [failure, setFailure] = useState<Failure>();
  const { text } = props;
  const wanted = useRef(text);
  wanted.current = text;
  useEffect(() => {
    let ended = false;
    const timer = setTimeout(() => {
      client.request('history.search', { text, limit: pageSize }).then(
        (outcome) => {
          if (ended) return;
          setFailure(outcome.ok ? undefined : outcome.failure);
          if (outcome.ok) setAnswer({ ...outcome.value, of: text });
        },
        (error: unknown) => {
          if (!ended && error instanceof RequestFailed) setFailure(error.failure);
        },
      );
    }, pauseMs);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [client, text]);

  async function more(): Promise<void> {
    const before = answer?.hits.at(-1)?.seq;
    if (!answer || before === undefined) return;
    const outcome = await outcomeOf(client.request('history.search', { text, limit: pageSize, before }));
    // Something else was typed meanwhile.
    if (wanted.current !== text) return;
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    const { hits, more: hasMore } = outcome.value;
    // The calls come with the first page alone.
    setAnswer((now) => (now === answer ? { ...answer, hits: [...answer.hits, ...hits], more: hasMore } : now));
  }

  if (failure) return <FailureCard failure={failure} />;
  if (!answer) return null;
  const { hits, more: hasMore, calls = [] } = answer;
  if (hits.length === 0 && calls.length === 0) {
    // What was found of the text before says nothing of this one.
    return answer.of === text ? <EmptyState title={texts.searchNone(text)} /> : null;
  }
  return (
    <ScrollArea label={texts.search}>
      {calls.length > 0 && (
        <>
          <h2 className={styles.title}>{texts.foundCalls}</h2>
          <FoundCalls key={text} label={texts.foundCalls} calls={calls} />
          {hits.length > 0 && <h2 className={styles.title}>{texts.foundMessages}</h2>}
        </>
      )}
      {hits.length > 0 && (
        <ul className={styles.list} aria-label={texts.foundMessages}>
          {hits.map((hit) => (
            <li key={hit.seq}>
              <Button appearance="subtle" className={styles.hit} onClick={() => openChat(hit.peer.uri, hit.peer.name)}>
                <HitView hit={hit} />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {hasMore && <Button onClick={() => void more()}>{texts.searchMore}</Button>}
    </ScrollArea>
  );
}

function HitView(props: { readonly hit: HistoryHit }) {
  const styles = useStyles();
  const { hit } = props;
  return (
    <span className={styles.words}>
      <Text size={200} className={styles.quiet}>
        <bdi>{hit.from === 'me' ? `${texts.you} → ${hit.peer.name}` : hit.peer.name}</bdi> {exactTime(hit.at)}
      </Text>
      <SnippetView snippet={hit.snippet} />
    </span>
  );
}

function SnippetView(props: { readonly snippet: Snippet }) {
  const styles = useStyles();
  return (
    <Text>
      {piecesOf(props.snippet).map(({ text, start, isMarked }) =>
        isMarked ? (
          <mark key={start} className={styles.mark}>
            {text}
          </mark>
        ) : (
          <span key={start}>{text}</span>
        ),
      )}
    </Text>
  );
}
