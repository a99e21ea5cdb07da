import { Button } from '@fluentui/react-components';
import { Attach20Regular } from '@fluentui/react-icons/svg/attach';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { MessageField } from '../../components/message-field.tsx';
import { chatTexts as texts } from '../../locales/chats.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

/** Where a message to one person is written, and where a file is chosen for them. */
export function Composer(props: { readonly id: string; readonly name: string; readonly isOffline: boolean }) {
  const { client } = useServices();
  const run = useRun();
  const { id, isOffline } = props;
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const noFiles = reasonAgainst({ provisioning }, 'file-transfer');
  return (
    <MessageField
      draftOf={id}
      label={texts.write(props.name)}
      status={isOffline ? texts.offline : undefined}
      startsHere
      onTyping={() => void client.request('conversation.typing', { id }).catch(() => undefined)}
      onSend={(written) => client.request('conversation.send', { id, ...written })}
    >
      <Button
        appearance="subtle"
        icon={<Attach20Regular />}
        aria-label={texts.sendFile}
        title={noFiles ? texts.noFiles : texts.sendFile}
        aria-description={noFiles ? texts.noFiles : undefined}
        disabledFocusable={noFiles !== undefined || isOffline}
        onClick={() => run(client.request('conversation.offerFile', { id }))}
      />
    </MessageField>
  );
}
