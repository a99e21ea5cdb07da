import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import type { Call } from '../../../shared/model/call.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { addressOf, isPerson } from '../../components/peer-words.ts';
import { callTexts as texts } from '../../locales/calls.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { useOpenChat } from '../chats/index.ts';

/** What is done beside talking: write to them, look at who they are, keep the number. */
export function CallMore(props: { readonly call: Call }) {
  const { client } = useServices();
  const { open } = useNavigation();
  const run = useRun();
  const openChat = useOpenChat();
  const { peer } = props.call;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<MoreHorizontal20Regular />}>{texts.more}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {isPerson(peer) && (
            <>
              <MenuItem onClick={() => openChat(peer.uri, peer.name)}>{texts.message}</MenuItem>
              <MenuItem onClick={() => open('contact', peer.uri)}>{texts.card}</MenuItem>
            </>
          )}
          <MenuItem onClick={() => run(client.request('app.copy', { text: addressOf(peer) }))}>
            {peer.number === undefined ? texts.copyAddress : texts.copyNumber}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
