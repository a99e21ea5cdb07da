import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Voicemail16Regular } from '@fluentui/react-icons/svg/voicemail';
import { serverFacts } from '../../../shared/model/server-facts.ts';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/pane.tsx';
import { voicemailTexts as texts, voicemailLine } from '../../locales/calendar.ts';
import { keypadTexts } from '../../locales/phone.ts';
import { useSlice } from '../../state/services.tsx';
import { useCall, useCallRefusal } from '../calling/index.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
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
        {own.voicemailUri && <ListenButton to={own.voicemailUri} />}
      </div>
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

function ListenButton(props: { readonly to: string }) {
  const call = useCall();
  const refusal = useCallRefusal().call;
  return (
    <Button
      size="small"
      icon={<Voicemail16Regular />}
      disabledFocusable={refusal !== undefined}
      title={refusal}
      aria-description={refusal}
      onClick={() => refusal ?? call({ to: props.to, name: texts.title })}
    >
      {keypadTexts.callVoicemail}
    </Button>
  );
}
