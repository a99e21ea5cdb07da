import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { FailureCard } from '../../components/failure-card.tsx';
import { fieldProblem } from '../../components/field-problem.ts';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { useSending } from '../../components/use-sending.ts';
import { groupName, contactsTexts as texts } from '../../locales/contacts.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { canHold } from './groups.ts';

const useStyles = makeStyles({ fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM } });

/** Asks whom to add, and into which group; the server knows the name. */
export function AddDialog(props: {
  readonly address?: string;
  readonly groupId?: string;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { client } = useServices();
  const all = useSlice((snapshot) => snapshot.contacts.groups);
  const groups = all.filter(canHold);
  const [address, setAddress] = useState(props.address ?? '');
  const [wanted, setWanted] = useState(props.groupId);
  // One that went meanwhile is no choice any more, and the list may come after the dialog.
  const { id: groupId } = groups.find(({ id }) => id === wanted) ?? groups.at(-1) ?? { id: '' };
  const [problem, setProblem] = useState<string>();
  const form = useFocusInvalid({ problem });
  const { send, failure, isBusy } = useSending(props.onClose);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const uri = address.trim();
    // Main reads it strictly; this only catches a name typed for an address.
    const found = /^(sip:)?[^\s@]+@[^\s@]+$/i.test(uri) ? undefined : texts.addAddressWrong;
    setProblem(found);
    if (found === undefined) send(client.request('contacts.add', { uri, ...(groupId ? { groupId } : {}) }));
  }

  return (
    <Modal title={texts.addTitle} onClose={props.onClose}>
      <form ref={form} className={styles.fields} onSubmit={submit} noValidate>
        <Field label={texts.addAddress} hint={texts.addAddressHint} {...fieldProblem(problem)}>
          <Input
            value={address}
            maxLength={458}
            data-start
            onChange={(_, data) => {
              setAddress(data.value);
              setProblem(undefined);
            }}
          />
        </Field>
        {groups.length > 0 && (
          <Field label={texts.addGroup}>
            <Select value={groupId} onChange={(_, data) => setWanted(data.value)}>
              {groups.map((group) => (
                <option key={group.id} value={group.id}>
                  {groupName(group)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {failure && <FailureCard failure={failure} />}
        <ModalActions>
          <Button onClick={props.onClose}>{texts.cancel}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {texts.add}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}
