import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { AccountState } from '../../../shared/model/account.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { failureOf } from '../../ipc/client.ts';
import { labTexts as texts } from '../../locales/lab.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** Starts and stops the lab, and says when it ended by itself; `beside` stands in the row of its button. */
export function LabPower(props: { readonly beside?: ReactNode }) {
  const styles = useStyles();
  const { client } = useServices();
  const state = useSlice((snapshot) => snapshot.lab.state);
  const failure = useSlice((snapshot) => snapshot.lab.failure);
  // What became of it is in the state.
  const start = () => void failureOf(client.request('lab.start'));
  if (state === 'starting' || state === 'stopping') {
    return (
      <div className={styles.row}>
        <Spinner size="small" label={texts[state]} labelPosition="after" />
        {props.beside}
      </div>
    );
  }
  return (
    <>
      {failure && <FailureCard failure={failure} />}
      <div className={styles.row}>
        {state === 'running' ? (
          <StopButton />
        ) : (
          <Button appearance="primary" onClick={start}>
            {state === 'failed' ? texts.restart : texts.start}
          </Button>
        )}
        {props.beside}
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

/** The address that is signed in, or about to be; undefined for nobody. */
export function signedInAs(account: AccountState): string | undefined {
  if (account.kind === 'signing-in') return account.address;
  return account.kind === 'signed-out' ? undefined : account.account.address;
}
