import { Button, Field, Input, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Call } from '../../../shared/model/call.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { type Candidate, foundToInvite } from '../../components/found-to-invite.ts';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { PersonAvatar } from '../../components/person.tsx';
import { useDirectory } from '../../components/use-directory.ts';
import { useSending } from '../../components/use-sending.ts';
import { callTexts as texts } from '../../locales/en/calls.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { useCall } from '../calling/index.ts';
import { DialAnswer, useDialResult } from '../phone/index.ts';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minHeight: '120px',
    maxHeight: '40vh',
    overflowY: 'auto',
  },
  item: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '40px' },
  words: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    flexBasis: '140px',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** To whom the call goes: a contact, somebody of the directory, a number or an address; at once, or after asking them. */
export function TransferDialog(props: { readonly call: Call; readonly onClose: () => void }) {
  const styles = useStyles();
  const { client } = useServices();
  const callOut = useCall();
  const { send, failure, isBusy } = useSending(props.onClose);
  const [typed, setTyped] = useState('');
  const contacts = useSlice((snapshot) => snapshot.contacts.contacts);
  const search = useDirectory(typed);
  const { call } = props;
  const directory = search.kind === 'found' ? search.answer : search.kind === 'busy' ? search.before : undefined;
  const number = numberIn(typed);
  const dials = useDialResult(number ?? '');
  const people = foundToInvite(typed, contacts, directory?.people ?? []).filter(({ uri }) => uri !== call.peer.uri);
  const targets = number === undefined ? people : [{ uri: number, name: number }, ...people];

  function askFirst({ uri, name }: Candidate): void {
    props.onClose();
    // Main puts the first call on hold when the second is made.
    callOut({ to: uri, ...(uri === name ? {} : { name }) });
  }

  return (
    <Modal title={texts.transferTitle(call.peer.name)} onClose={props.onClose}>
      <div className={styles.body}>
        <Field label={texts.transferLabel} hint={texts.transferHint}>
          <Input value={typed} maxLength={458} data-start onChange={(_, { value }) => setTyped(value)} />
        </Field>
        {number !== undefined && dials && <DialAnswer result={dials} />}
        {failure && <FailureCard failure={failure} />}
        <ul className={styles.list} aria-label={texts.transferFound}>
          {targets.map((target) => (
            <Target
              key={target.uri}
              target={target}
              isBusy={isBusy}
              onTransfer={() => send(client.request('call.transfer', { id: call.id, to: target.uri }))}
              onAsk={() => askFirst(target)}
            />
          ))}
        </ul>
        <div role="status">
          {search.kind === 'busy' && <Spinner size="tiny" label={texts.searching} />}
          {search.kind === 'found' && targets.length === 0 && <Text size={200}>{texts.nobodyFound}</Text>}
        </div>
      </div>
      <ModalActions>
        <Button onClick={props.onClose}>{texts.close}</Button>
      </ModalActions>
    </Modal>
  );
}

/** What looks like a number: digits with what people write between them. */
function numberIn(typed: string): string | undefined {
  const text = typed.trim();
  const isNumber = /^\+?[\d\s().\-/*#]{2,40}$/.test(text) && /\d/.test(text);
  return isNumber ? text : undefined;
}

function Target(props: {
  readonly target: Candidate;
  readonly isBusy: boolean;
  readonly onTransfer: () => void;
  readonly onAsk: () => void;
}) {
  const styles = useStyles();
  const { uri, name } = props.target;
  return (
    <li className={styles.item}>
      <PersonAvatar name={name} size={28} />
      <span className={styles.words}>
        <bdi>{name}</bdi>
        {uri !== name && (
          <Text size={200} className={styles.quiet}>
            {uri.replace(/^sip:/, '')}
          </Text>
        )}
      </span>
      <span className={styles.buttons}>
        <Button
          size="small"
          appearance="primary"
          aria-label={texts.transferTo(name)}
          disabledFocusable={props.isBusy}
          onClick={props.onTransfer}
        >
          {texts.transferNow}
        </Button>
        <Button size="small" aria-label={texts.askFirstName(name)} onClick={props.onAsk}>
          {texts.askFirst}
        </Button>
      </span>
    </li>
  );
}
