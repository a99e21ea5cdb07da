import { Button, Text } from '@fluentui/react-components';
import { FailureCard } from '../../components/failure-card.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import type { Answer } from '../../ipc/client.ts';
import { contactsTexts as texts } from '../../locales/en/contacts.ts';
import { useSending } from './use-sending.ts';

/** Asks once before something leaves the list. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly body: string;
  readonly onConfirm: () => Answer;
  readonly onClose: () => void;
}) {
  const { send, failure, isBusy } = useSending(props.onClose);
  return (
    <Modal title={props.title} onClose={props.onClose}>
      <Text>{props.body}</Text>
      {failure && <FailureCard failure={failure} />}
      <ModalActions>
        <Button onClick={props.onClose}>{texts.cancel}</Button>
        <Button appearance="primary" disabledFocusable={isBusy} onClick={() => send(props.onConfirm())}>
          {texts.removeNow}
        </Button>
      </ModalActions>
    </Modal>
  );
}
