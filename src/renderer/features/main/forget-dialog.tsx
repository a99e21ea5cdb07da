import { Button, Text } from '@fluentui/react-components';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { mainTexts as texts } from '../../locales/main.ts';
import { useSlice } from '../../state/services.tsx';

/** Asks once before an account is wiped from this computer. */
export function ForgetDialog(props: { readonly onClose: () => void; readonly onForget: () => void }) {
  const isLocal = useSlice(({ contacts }) => contacts.store === 'local');
  return (
    <Modal title={texts.forgetTitle} onClose={props.onClose}>
      <Text block>{texts.forgetBody}</Text>
      <Text block>{isLocal ? texts.forgetLocalContacts : texts.forgetServerContacts}</Text>
      <ModalActions>
        <Button onClick={props.onClose}>{texts.cancel}</Button>
        <Button
          appearance="primary"
          onClick={() => {
            props.onClose();
            props.onForget();
          }}
        >
          {texts.forgetMe}
        </Button>
      </ModalActions>
    </Modal>
  );
}
