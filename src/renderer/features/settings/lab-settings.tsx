import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useNavigation } from '../../app/navigate.tsx';
import { Section } from '../../components/pane.tsx';
import { labTexts as texts } from '../../locales/lab.ts';
import { useSlice } from '../../state/services.tsx';
import { LabMeetingList, LabPower } from '../lab/index.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The lab: start and stop, what it cannot do here, whom it simulates, and its meetings. */
export function LabSettings() {
  const styles = useStyles();
  const lab = useSlice((snapshot) => snapshot.lab);
  const { open } = useNavigation();
  const running = lab.state === 'running';
  return (
    <>
      <Text>{texts.what}</Text>
      <Text className={styles.quiet}>{running ? texts.running : texts.off}</Text>
      <LabPower beside={<Button onClick={() => open('lab')}>{texts.openPage}</Button>} />
      {lab.limits.length > 0 && (
        <Section title={texts.limits}>
          <Lines lines={lab.limits} />
        </Section>
      )}
      {running && (
        <>
          <Section title={texts.users}>
            <Lines lines={lab.users.map((user) => `${user.displayName} · ${user.address} · ${user.company}`)} />
          </Section>
          <Section title={texts.list}>
            <LabMeetingList />
          </Section>
        </>
      )}
    </>
  );
}

function Lines(props: { readonly lines: readonly string[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {props.lines.map((line) => (
        <li key={line}>
          <Text>{line}</Text>
        </li>
      ))}
    </ul>
  );
}
