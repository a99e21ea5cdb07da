import { Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { failureOf } from '../../ipc/client.ts';
import { chatTexts as texts } from '../../locales/chats.ts';
import { useServices } from '../../state/services.tsx';

/** Asks once before what was said with somebody is deleted from this computer; `onDeleted` once it is. */
export function DeleteDialog(props: {
  readonly peer: { readonly uri: string; readonly name: string };
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}) {
  const { client } = useServices();
  const [failure, setFailure] = useState<Failure>();
  const { peer, onClose } = props;
  async function remove(): Promise<void> {
    const refusal = await failureOf(client.request('history.remove', { peerUri: peer.uri }));
    if (refusal) {
      setFailure(refusal);
      return;
    }
    onClose();
    props.onDeleted();
  }
  return (
    <Modal title={texts.removeTitle(peer.name)} onClose={onClose}>
      <Text>{texts.removeBody}</Text>
      {failure && <FailureCard failure={failure} />}
      <ModalActions>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button appearance="primary" onClick={() => void remove()}>
          {texts.remove}
        </Button>
      </ModalActions>
    </Modal>
  );
}
