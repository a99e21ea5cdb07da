import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { serverFacts } from '../../../shared/model/server-facts.ts';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/pane.tsx';
import { voicemailTexts as texts, voicemailLine } from '../../locales/en/calendar.ts';
import { useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Voicemail by counts, and the own numbers as the server assigned them. */
export function VoicemailSection() {
  const styles = useStyles();
  const voicemail = useSlice((snapshot) => snapshot.voicemail);
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const { own } = serverFacts(provisioning);
  return (
    <Section title={texts.title}>
      <div className={styles.row}>
        <Text weight={voicemail.unread > 0 ? 'semibold' : 'regular'} role="status">
          {voicemail.state === 'ready' ? voicemailLine(voicemail) : texts.unknown}
        </Text>
        {own.voicemailUri && (
          <Button size="small" disabledFocusable aria-description={texts.later} title={texts.later}>
            {texts.listen}
          </Button>
        )}
      </div>
      {own.voicemailUri && (
        <Text size={200} className={styles.quiet}>
          {texts.later}
        </Text>
      )}
      <Facts
        facts={[
          [texts.ownNumber, own.ddi],
          [texts.extension, own.extension],
          [texts.voicemailAddress, own.voicemailUri],
        ]}
      />
    </Section>
  );
}
