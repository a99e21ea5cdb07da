import { Button, Text } from '@fluentui/react-components';
import { FailureCard } from '../../components/failure-card.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { useSending } from '../../components/use-sending.ts';
import { chatTexts as texts } from '../../locales/chats.ts';
import { useServices } from '../../state/services.tsx';

/** Asks once before what was said with somebody is deleted from this computer; `onDeleted` once it is. */
export function DeleteDialog(props: {
  readonly peer: { readonly uri: string; readonly name: string };
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}) {
  const { client } = useServices();
  const { peer, onClose } = props;
  const { send, failure, isBusy } = useSending(() => {
    onClose();
    props.onDeleted();
  });
  return (
    <Modal title={texts.removeTitle(peer.name)} onClose={onClose}>
      <Text>{texts.removeBody}</Text>
      {failure && <FailureCard failure={failure} />}
      <ModalActions>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button
          appearance="primary"
          disabledFocusable={isBusy}
          onClick={() => send(client.request('history.remove', { peerUri: peer.uri }))}
        >
          {texts.remove}
        </Button>
      </ModalActions>
    </Modal>
  );
}
