import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons/svg/checkmark';
import type { MissedItem } from '../../../shared/model/voicemail.ts';
import { Section } from '../../components/pane.tsx';
import { missedLine, voicemailTexts as texts } from '../../locales/calendar.ts';
import { exactTime } from '../../locales/format.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';
import { CallBack } from './call-back.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  all: { alignSelf: 'flex-start' },
});

/** What nobody took: from the mailbox and from this computer, newest first. */
export function MissedSection() {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const missed = useSlice((snapshot) => snapshot.missed);
  return (
    <Section title={texts.missed}>
      {missed.items.length === 0 && (
        <Text size={200} className={styles.quiet}>
          {texts.missedNone}
        </Text>
      )}
      {missed.items.length > 0 && (
        <ul className={styles.list} aria-label={texts.missed}>
          {missed.items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      )}
      {missed.unread > 0 && (
        <Button
          size="small"
          className={styles.all}
          onClick={() => run(client.request('missed.markRead', { id: 'all' }))}
        >
          {texts.markAll}
        </Button>
      )}
    </Section>
  );
}

function Item(props: { readonly item: MissedItem }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { item } = props;
  const now = useNow(60_000);
  const name = item.from.name || item.from.uri?.replace(/^(sips?|tel):/, '') || '?';
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <Text weight={item.isUnread ? 'semibold' : 'regular'}>
          <bdi>{name}</bdi>
          {item.isUnread && ` (${texts.unread})`}
        </Text>
        <Text size={200} className={styles.quiet} title={exactTime(item.at)}>
          {missedLine(item, now)}
        </Text>
      </div>
      {item.kind !== 'im' && item.from.uri && <CallBack to={item.from.uri} name={name} />}
      {item.isUnread && (
        <Button
          size="small"
          appearance="subtle"
          icon={<Checkmark16Regular />}
          aria-label={texts.markOne(name)}
          onClick={() => run(client.request('missed.markRead', { id: item.id }))}
        />
      )}
    </li>
  );
}
