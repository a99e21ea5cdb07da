import { Button, Text } from '@fluentui/react-components';
import type { Answer } from '../ipc/client.ts';
import { FailureCard } from './failure-card.tsx';
import { Modal, ModalActions } from './modal.tsx';
import { useSending } from './use-sending.ts';

/** Asks once before something goes, and closes when the server took it. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly body: string;
  /** What the button says that does it. */
  readonly confirm: string;
  readonly cancel: string;
  readonly onConfirm: () => Answer;
  readonly onClose: () => void;
}) {
  const { send, failure, isBusy } = useSending(props.onClose);
  return (
    <Modal title={props.title} onClose={props.onClose}>
      <Text>{props.body}</Text>
      {failure && <FailureCard failure={failure} />}
      <ModalActions>
        <Button onClick={props.onClose}>{props.cancel}</Button>
        <Button appearance="primary" disabledFocusable={isBusy} onClick={() => send(props.onConfirm())}>
          {props.confirm}
        </Button>
      </ModalActions>
    </Modal>
  );
}
