import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Message } from '../../../shared/model/conversation.ts';
import type { KeptEntry } from '../../../shared/model/history.ts';
import { chatTexts as texts } from '../../locales/en/chats.ts';
import { exactTime } from '../../locales/format.ts';
import { useServices, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, alignItems: 'stretch' },
  button: { alignSelf: 'center' },
  entry: {
    display: 'flex',
    flexDirection: 'column',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    userSelect: 'text',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const pageSize = 50;

interface Earlier {
  readonly entries: readonly KeptEntry[];
  readonly more: boolean;
}

/** What this computer kept of earlier conversations with somebody, asked for page by page. */
export function EarlierMessages(props: {
  readonly peerUri: string;
  readonly peerName: string;
  readonly shown: readonly Message[];
}) {
  const styles = useStyles();
  const { client, notice } = useServices();
  const kept = useSlice((snapshot) => snapshot.history.kind === 'ready');
  const [earlier, setEarlier] = useState<Earlier>();
  const [busy, setBusy] = useState(false);
  if (!kept) return null;

  async function load(): Promise<void> {
    setBusy(true);
    const before = earlier?.entries[0]?.seq;
    const outcome = await client
      .request('history.page', { peerUri: props.peerUri, limit: pageSize, ...(before ? { before } : {}) })
      .finally(() => setBusy(false));
    if (!outcome.ok) notice.set(outcome.failure);
    else setEarlier({ entries: [...outcome.value.entries, ...(earlier?.entries ?? [])], more: outcome.value.more });
  }

  const onScreen = new Set(props.shown.map(({ id }) => id));
  const entries = earlier?.entries.filter(({ messageId }) => !onScreen.has(messageId)) ?? [];
  return (
    <div className={styles.root}>
      {earlier?.more === false ? (
        <Text size={200} align="center" className={styles.quiet}>
          {texts.olderNone}
        </Text>
      ) : (
        <Button
          size="small"
          appearance="subtle"
          className={styles.button}
          disabledFocusable={busy}
          onClick={() => void load()}
        >
          {busy ? texts.olderLoading : texts.older}
        </Button>
      )}
      {entries.map((entry) => (
        <div key={entry.seq} className={styles.entry}>
          <Text size={200} className={styles.quiet}>
            <bdi>{entry.from === 'me' ? texts.you : props.peerName}</bdi> {exactTime(entry.at)}
          </Text>
          <Text>{entry.text}</Text>
        </div>
      ))}
    </div>
  );
}
