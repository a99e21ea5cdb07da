import { MessageBar, MessageBarBody, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { FailureCard } from '../../components/failure-card.tsx';
import { personWords } from '../../components/forward-words.ts';
import { Section } from '../../components/pane.tsx';
import { forwardingTexts as texts } from '../../locales/call-forwarding.ts';
import { useSlice } from '../../state/services.tsx';
import { ForwardingForm } from './forwarding-form.tsx';

/** Where calls go beside the own telephones, as the server keeps it. */
export function ForwardingSettings() {
  const forwarding = useSlice((snapshot) => snapshot.callForwarding);
  switch (forwarding.state) {
    case 'none':
      return <Text>{texts.none}</Text>;
    case 'waiting':
      return <Spinner size="small" label={texts.waiting} />;
    case 'unreadable':
      return forwarding.failure ? <FailureCard failure={forwarding.failure} /> : <Text>{texts.unreadable}</Text>;
    case 'ready':
      return (
        <>
          {forwarding.blocksAll && <Warning>{texts.blocksAll}</Warning>}
          {forwarding.differs && <Warning>{texts.differs}</Warning>}
          <ForwardingForm forwarding={forwarding} />
          <Section title={texts.people} hint={texts.peopleHint}>
            <People label={texts.delegates} uris={forwarding.delegates} />
            <People label={texts.team} uris={forwarding.team} />
          </Section>
        </>
      );
  }
}

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  words: { whiteSpace: 'normal' },
  people: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
});

function Warning(props: { readonly children: string }) {
  const styles = useStyles();
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.words}>{props.children}</MessageBarBody>
    </MessageBar>
  );
}

function People(props: { readonly label: string; readonly uris: readonly string[] }) {
  const styles = useStyles();
  const contacts = useSlice((snapshot) => snapshot.contacts.contacts);
  return (
    <div>
      <Text weight="semibold">{props.label}</Text>
      {props.uris.length === 0 ? (
        <div>
          <Text>{texts.nobody}</Text>
        </div>
      ) : (
        <ul className={styles.people} aria-label={props.label}>
          {props.uris.map((uri) => (
            <li key={uri}>
              <bdi>{personWords(uri, contacts)}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
