import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import type { MeetingContent } from '../../../shared/model/meeting-content.ts';
import { contentTexts as texts } from '../../locales/content.ts';
import { useRun, useServices } from '../../state/services.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    flexShrink: 0,
  },
  words: { flexGrow: 1, flexBasis: '200px', minWidth: 0, overflowWrap: 'anywhere' },
});

/** A document of one's own on its way to the meeting: how far it is, and a way to stop it. */
export function SendingBar(props: { readonly sending: NonNullable<MeetingContent['sending']> }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { title, sentPages, pageCount } = props.sending;
  return (
    <div className={styles.bar}>
      <Text size={200} className={styles.words}>
        {texts.sending(title, sentPages, pageCount)}
      </Text>
      <Button size="small" onClick={() => run(client.request('content.cancelPages'))}>
        {texts.stopSending}
      </Button>
      <ProgressBar aria-label={texts.sendingLabel} value={sentPages} max={Math.max(1, pageCount)} />
    </div>
  );
}
