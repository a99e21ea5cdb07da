import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { AccountState } from '../../../shared/model/account.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { Section } from '../../components/pane.tsx';
import { failureOf } from '../../ipc/client.ts';
import { labTexts as texts } from '../../locales/lab.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { LabMeetingList } from '../lab/index.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The lab: start and stop, what it cannot do here, whom it simulates, and its meetings. */
export function LabSettings() {
  const styles = useStyles();
  const lab = useSlice((snapshot) => snapshot.lab);
  const running = lab.state === 'running';
  return (
    <>
      <Text>{texts.what}</Text>
      <Text className={styles.quiet}>{running ? texts.running : texts.off}</Text>
      <Switcher />
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

function Switcher() {
  const { client } = useServices();
  const state = useSlice((snapshot) => snapshot.lab.state);
  const detail = useSlice((snapshot) => snapshot.lab.detail);
  const [failure, setFailure] = useState<Failure>();
  const start = () => void failureOf(client.request('lab.start')).then(setFailure);
  if (state === 'starting') return <Spinner size="small" label={texts.starting} />;
  return (
    <>
      {failure ? <FailureCard failure={failure} /> : state === 'failed' && <Text role="status">{detail}</Text>}
      <div>
        {state === 'running' ? (
          <StopButton />
        ) : (
          <Button appearance="primary" onClick={start}>
            {texts.start}
          </Button>
        )}
      </div>
    </>
  );
}

/** Stopping ends whatever goes on in the lab, so it asks first when something does. */
function StopButton() {
  const { client } = useServices();
  const run = useRun();
  const address = useSlice(({ account }) => signedInAs(account));
  const inMeeting = useSlice(({ meeting }) => meeting !== null && meeting.phase !== 'ended');
  const [asking, setAsking] = useState(false);
  const stop = () => run(client.request('lab.stop'));
  return (
    <>
      <Button onClick={() => (address === undefined && !inMeeting ? stop() : setAsking(true))}>{texts.stop}</Button>
      {asking && (
        <Modal title={texts.stopTitle} onClose={() => setAsking(false)}>
          <Text>{texts.stopBody(address, inMeeting)}</Text>
          <ModalActions>
            <Button onClick={() => setAsking(false)}>{texts.keepRunning}</Button>
            <Button
              appearance="primary"
              onClick={() => {
                setAsking(false);
                stop();
              }}
            >
              {texts.stop}
            </Button>
          </ModalActions>
        </Modal>
      )}
    </>
  );
}

function signedInAs(account: AccountState): string | undefined {
  if (account.kind === 'signing-in') return account.address;
  return account.kind === 'signed-out' ? undefined : account.account.address;
}
