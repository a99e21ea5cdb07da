import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { Contact } from '../../../shared/model/contacts.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { useSending } from '../../components/use-sending.ts';
import { groupName, contactsTexts as texts } from '../../locales/contacts.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { canHold } from './groups.ts';

const useStyles = makeStyles({
  boxes: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    margin: 0,
    padding: 0,
    border: `0 solid ${tokens.colorTransparentStroke}`,
  },
  hint: { color: tokens.colorNeutralForeground2 },
});

/** The groups a person is in: moving and copying are both ticking boxes. */
export function GroupsDialog(props: { readonly contact: Contact; readonly onClose: () => void }) {
  const styles = useStyles();
  const hintId = useId();
  const { client } = useServices();
  const all = useSlice((snapshot) => snapshot.contacts.groups);
  const { uri } = props.contact;
  const contact = useSlice(({ contacts }) => contacts.contacts.find((each) => each.uri === uri)) ?? props.contact;
  /** What was ticked or cleared here; for the rest counts where the person is now, who may be moved on another device meanwhile. */
  const [ticks, setTicks] = useState<ReadonlyMap<string, boolean>>(new Map());
  const { send, failure, isBusy } = useSending(props.onClose);
  const groups = all.filter((group) => canHold(group) && group.kind !== 'other');
  const isIn = (id: string) => ticks.get(id) ?? contact.groupIds.includes(id);

  function save(): void {
    const groupIds = groups.map(({ id }) => id).filter(isIn);
    send(client.request('contacts.setGroups', { uri, groupIds }));
  }

  return (
    <Modal title={texts.groupsTitle(props.contact.name)} onClose={props.onClose}>
      <fieldset className={styles.boxes} aria-label={texts.groups} aria-describedby={hintId}>
        {groups.map((group) => (
          <Checkbox
            key={group.id}
            label={groupName(group)}
            checked={isIn(group.id)}
            onChange={(_, { checked }) => setTicks(new Map(ticks).set(group.id, checked === true))}
          />
        ))}
      </fieldset>
      <Text id={hintId} size={200} className={styles.hint}>
        {texts.groupsHint}
      </Text>
      {failure && <FailureCard failure={failure} />}
      <ModalActions>
        <Button onClick={props.onClose}>{texts.cancel}</Button>
        <Button appearance="primary" disabledFocusable={isBusy} onClick={save}>
          {texts.save}
        </Button>
      </ModalActions>
    </Modal>
  );
}
